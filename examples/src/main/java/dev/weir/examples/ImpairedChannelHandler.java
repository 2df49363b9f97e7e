package dev.weir.examples;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.core.DrainPolicy;
import dev.weir.shaping.core.EmbeddedShaping;
import dev.weir.shaping.core.ReleasedPacket;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.ShapingReport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A line inside a Netty pipeline: what is read and written passes an engine on the channel's own event loop, and goes on when the engine lets it. Buffers are not copied: the engine
 * knows their length alone.
 *
 * <p>Each message is a packet, so a stream must not be given a line that loses: what is lost is gone, and the promise of a lost write fails. For datagrams that is as it should be. One handler
 * serves one channel; channels share a line by a {@link dev.weir.shaping.core.SharedLink}.
 */
public final class ImpairedChannelHandler extends ChannelDuplexHandler {
    private static final byte[] NOTHING = {};

    private final Shaper shaper;
    private final Map<Long, Message> inside = new HashMap<>();
    private @Nullable EmbeddedShaping shaping;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> wakeUp;
    private long wakeUpNanos;
    private long messages;
    private boolean flushes;

    /** What waits, and who is told when it has been written; nobody if it was read. */
    private record Message(Object content, @Nullable ChannelPromise promise) {}

    /**
     * A handler for one channel.
     *
     * @param shaper what the line does
     */
    public ImpairedChannelHandler(Shaper shaper) {
        this.shaper = shaper;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        shaping = shaper.embed(Instant.now(), this::released).onDrop(this::dropped);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        offer(ctx, Direction.INCOMING, new Message(message, null));
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        offer(ctx, Direction.OUTGOING, new Message(message, promise));
    }

    /** The engine says when to flush. */
    @Override
    public void flush(ChannelHandlerContext ctx) {
        poll(ctx);
    }

    private void offer(ChannelHandlerContext ctx, Direction direction, Message message) {
        EmbeddedShaping engine = shaping;
        if (engine == null) {
            throw new IllegalStateException("handler must be in a pipeline");
        }
        long token = messages++;
        inside.put(token, message);
        int length = length(message.content);
        Admission answer = engine.offer(NOTHING, 0, 0, length, LinkType.UNKNOWN, direction, token, System.nanoTime());
        if (answer.reason() != null) {
            lose(token, answer.reason());
        }
        poll(ctx);
    }

    private static int length(Object content) {
        if (content instanceof ByteBuf bytes) {
            return bytes.readableBytes();
        }
        return content instanceof ByteBufHolder holder ? holder.content().readableBytes() : 0;
    }

    private void poll(ChannelHandlerContext ctx) {
        EmbeddedShaping engine = shaping;
        if (engine == null) {
            return;
        }
        long now = System.nanoTime();
        engine.poll(now);
        if (flushes) {
            flushes = false;
            ctx.flush();
        }
        long wait = engine.untilNextNanos(System.nanoTime());
        if (wait < Long.MAX_VALUE && (wakeUp == null || now + wait - wakeUpNanos < 0)) {
            if (wakeUp != null) {
                wakeUp.cancel(false);
            }
            wakeUpNanos = now + wait;
            wakeUp = ctx.executor().schedule(() -> wake(ctx), wait, TimeUnit.NANOSECONDS);
        }
    }

    private void wake(ChannelHandlerContext ctx) {
        wakeUp = null;
        poll(ctx);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the promise is its writer's
    private void released(ReleasedPacket packet) {
        Message message = inside.remove(packet.token());
        ChannelHandlerContext ctx = context;
        if (message == null || ctx == null) {
            return;
        }
        if (message.promise == null) {
            ctx.fireChannelRead(message.content);
            ctx.fireChannelReadComplete();
        } else {
            ctx.write(message.content, message.promise);
            flushes = true;
        }
    }

    private void dropped(ReleasedPacket packet, DropReason reason) {
        lose(packet.token(), reason);
    }

    private void lose(long token, DropReason reason) {
        Message message = inside.remove(token);
        if (message != null) {
            ReferenceCountUtil.release(message.content);
            if (message.promise != null) {
                message.promise.tryFailure(new IOException("lost on the line: " + reason));
            }
        }
    }

    /** What was on its way is lost with the channel. */
    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (wakeUp != null) {
            wakeUp.cancel(false);
        }
        if (shaping != null) {
            shaping.close(DrainPolicy.DISCARD);
        }
        for (Long token : inside.keySet().toArray(Long[]::new)) {
            lose(token, DropReason.CLOSED);
        }
    }

    /**
     * What the line did so far. On the channel's event loop.
     *
     * @return a report, or null before the handler is in a pipeline
     */
    public @Nullable ShapingReport report() {
        return shaping == null ? null : shaping.report();
    }
}
