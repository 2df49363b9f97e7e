package dev.weir.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.impair.Impairment;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Netty client whose pipeline has a line in it, and an echo server. */
@Timeout(60)
class ImpairedChannelHandlerTest {
    private EventLoopGroup group;
    private Channel server;
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws InterruptedException {
        group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                            @Override
                            @SuppressWarnings("FutureReturnValueIgnored")
                            public void channelRead(ChannelHandlerContext ctx, Object message) {
                                ctx.writeAndFlush(message);
                            }
                        });
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    @AfterEach
    void stop() throws InterruptedException {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    private Channel connect(Shaper shaper) throws InterruptedException {
        return new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new ImpairedChannelHandler(shaper))
                                .addLast(new SimpleChannelInboundHandler<ByteBuf>() {
                                    @Override
                                    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf message) {
                                        received.add(message.toString(UTF_8));
                                    }
                                });
                    }
                })
                .connect((InetSocketAddress) server.localAddress())
                .sync()
                .channel();
    }

    @Test
    void delays_what_is_written_and_what_is_read() throws InterruptedException {
        Channel client = connect(Shaper.builder()
                .upload(Impairment.parse("delay=60 ms"))
                .download(Impairment.parse("delay=40 ms"))
                .build());
        long start = System.nanoTime();
        client.writeAndFlush(Unpooled.copiedBuffer("ping", UTF_8)).sync();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(60_000_000);
        assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("ping");
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(100_000_000);
    }

    @Test
    void tells_the_writer_of_what_was_lost() throws InterruptedException {
        Channel client = connect(
                Shaper.builder().upload(Impairment.parse("loss=packets(2)")).build());
        client.writeAndFlush(Unpooled.copiedBuffer("one", UTF_8)).sync();
        assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("one");
        assertThatThrownBy(() -> client.writeAndFlush(Unpooled.copiedBuffer("two", UTF_8))
                        .sync())
                .hasMessageContaining("lost on the line");
        client.writeAndFlush(Unpooled.copiedBuffer("three", UTF_8)).sync();
        assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("three");
    }

    @Test
    void fails_what_is_on_its_way_when_the_channel_closes() throws InterruptedException {
        Channel client = connect(
                Shaper.builder().upload(Impairment.parse("delay=30 min")).build());
        var written = client.writeAndFlush(Unpooled.copiedBuffer("late", UTF_8));
        client.close().sync();
        assertThatThrownBy(written::sync).isInstanceOf(Exception.class);
    }
}
