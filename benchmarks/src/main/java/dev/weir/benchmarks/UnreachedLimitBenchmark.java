package dev.weir.benchmarks;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.Simulation;
import dev.weir.shaping.impair.Impairment;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.traffic.GlobalTrafficShapingHandler;
import io.netty.util.concurrent.DefaultEventExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a limit costs that is not reached: one packet of 1200 bytes through our engine and through a Netty channel, with and without one. Compare the
 * differences; what is around the limit is not alike.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar UnreachedLimitBenchmark -prof gc
 * }</pre>
 *
 * <p>Netty's channel is an embedded one that throws packets away behind the handler. The handler reads the clock itself and needs no timer as
 * long as the limit is not reached. Our engine is handed the time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"})
public class UnreachedLimitBenchmark {
    private static final int LENGTH = 1_200;
    private static final int WARM = 500_000;
    private static final long SPACING_NANOS = 10_000;
    private static final long BYTES_PER_SECOND = 1L << 40;

    private final byte[] packet = Packets.udp("10.0.0.2", 1, "192.0.2.7", 443)
            .length(LENGTH)
            .outgoing()
            .bytes();
    private final ByteBuf message = Unpooled.directBuffer(LENGTH).writeZero(LENGTH);
    private final DefaultEventExecutor executor = new DefaultEventExecutor();
    private final EmbeddedChannel channel = new EmbeddedChannel(new Discarder());
    private Simulation simulation = Shaper.builder().build().simulate();
    private long nanos;

    /** Whether there is a limit. */
    @Param({"none", "unreached"})
    public String limit = "none";

    /** For JMH. */
    public UnreachedLimitBenchmark() {}

    /** Throws written messages away. */
    private static final class Discarder extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object written, ChannelPromise promise) {
            ((ByteBuf) written).release();
        }

        @Override
        public void flush(ChannelHandlerContext context) {}
    }

    /** Adds the limit, if asked to, and lets the code be compiled. */
    @Setup
    public void prepare() {
        if (limit.equals("unreached")) {
            simulation = Shaper.builder()
                    .upload(Impairment.parse("limit=100 Gbit/s"))
                    .build()
                    .simulate();
            channel.pipeline().addLast(new GlobalTrafficShapingHandler(executor, BYTES_PER_SECOND, 0));
        }
        for (int i = 0; i < WARM; i++) {
            weir();
            var unused = netty();
        }
    }

    /** Ends Netty's thread. */
    @TearDown
    public void end() {
        channel.close().syncUninterruptibly();
        executor.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }

    /**
     * Ours.
     *
     * @return the answer
     */
    @Benchmark
    public Admission weir() {
        nanos += SPACING_NANOS;
        return simulation.offer(nanos, packet, 0, LENGTH, LENGTH, LinkType.ETHERNET, Direction.OUTGOING, 0);
    }

    /**
     * Netty's.
     *
     * @return a promise
     */
    @Benchmark
    public ChannelFuture netty() {
        return channel.writeAndFlush(message.retain(), channel.voidPromise());
    }
}
