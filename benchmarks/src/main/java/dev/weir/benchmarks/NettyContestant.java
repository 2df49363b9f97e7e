package dev.weir.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.handler.traffic.GlobalTrafficShapingHandler;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Netty's traffic shaping on a channel within the JVM, whose both ends run on one event loop. Packets are refused while the channel is not writable. */
final class NettyContestant implements LiveContestant {
    private static final long MOST_DELAY_MILLIS = 15_000;
    private static final int LANE_BYTES = 1 << 22;

    private final Departures departures;
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    private final ByteBuf packet = Unpooled.directBuffer(LiveTrial.LENGTH).writeZero(LiveTrial.LENGTH);
    private final @Nullable GlobalTrafficShapingHandler shaping;
    private final Channel server;
    private final Channel channel;
    private final Thread loop;

    /** A connected channel whose writes have a limit in bytes per second, or none if 0. */
    NettyContestant(long bytesPerSecond, long checkMillis, int most) {
        departures = new Departures(most);
        shaping = bytesPerSecond == 0
                ? null
                : new GlobalTrafficShapingHandler(group, bytesPerSecond, 0, checkMillis, MOST_DELAY_MILLIS);
        server = new ServerBootstrap()
                .group(group)
                .channel(LocalServerChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(new Receiver());
                    }
                })
                .bind(new LocalAddress("measured-" + System.nanoTime()))
                .syncUninterruptibly()
                .channel();
        channel = new Bootstrap()
                .group(group)
                .channel(LocalChannel.class)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(LANE_BYTES / 2, LANE_BYTES))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connecting) {
                        if (shaping != null) {
                            connecting.pipeline().addLast(shaping);
                        }
                    }
                })
                .connect(server.localAddress())
                .syncUninterruptibly()
                .channel();
        Thread[] found = new Thread[1];
        channel.eventLoop().submit(() -> found[0] = Thread.currentThread()).syncUninterruptibly();
        loop = found[0];
    }

    /** Notes what arrives. Everything does, in order, so that the count is the number; the channel may join packets. */
    private final class Receiver extends ChannelInboundHandlerAdapter {
        private int bytes;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf joined = (ByteBuf) message;
            for (bytes += joined.readableBytes(); bytes >= LiveTrial.LENGTH; bytes -= LiveTrial.LENGTH) {
                departures.add(departures.count());
            }
            joined.release();
        }
    }

    @Override
    public boolean offer(int id) {
        if (!channel.isWritable()) {
            return false;
        }
        var unused = channel.writeAndFlush(packet.retainedDuplicate(), channel.voidPromise());
        return true;
    }

    @Override
    public List<Thread> threads() {
        return List.of(loop);
    }

    @Override
    public Departures departures() {
        return departures;
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        server.close().syncUninterruptibly();
        if (shaping != null) {
            shaping.release();
        }
        group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).syncUninterruptibly();
        packet.release();
    }
}
