package dev.weir.capture.relay;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.core.ReleasedPacket;

/**
 * One direction of a client's traffic on its way through the engine. It has a number as long as it lives or a packet of it is inside, so that no packet comes out
 * under the number of another. Not thread-safe.
 */
abstract class Way implements RelayLoop.PacketOwner {
    /** The engine tells sources that can wait apart, up to so many. */
    private static final int SOURCES = 255;

    final RelayLoop loop;
    final PacketHeader header;
    final Direction direction;
    private final long ordinal;
    private final long key;
    private final int slot;
    private int inside;
    private boolean dead;
    /** Whether the engine told of a drop: it does not tell of packets that found no room. */
    private boolean told;

    Way(RelayLoop loop, Direction direction, PacketHeader header, long ordinal) {
        this.loop = loop;
        this.direction = direction;
        this.header = header;
        this.ordinal = ordinal;
        key = Keys.connection(ordinal);
        slot = loop.ways().add(this);
    }

    final int headerLength() {
        return header.length();
    }

    final boolean isDead() {
        return dead;
    }

    /** Whether the engine holds nothing of it. */
    final boolean isEmpty() {
        return inside == 0;
    }

    /** A packet that can wait; the answer is whether it was taken, or else it has to be offered again. */
    final boolean offerLossless(byte[] bytes, int start, int length, int number, long place, int attempt) {
        offering(token(number), place, attempt);
        return entered(
                token(number),
                loop.shaping()
                        .offerLossless(
                                1 + slot % SOURCES,
                                bytes,
                                start,
                                length,
                                length,
                                LinkType.RAW_IP,
                                direction,
                                token(number),
                                loop.nowNanos()));
    }

    /** A packet that is lost where there is no room. */
    final void offer(byte[] bytes, int start, int length, long place) {
        long token = token((int) place);
        offering(token, place, 0);
        entered(
                token,
                loop.shaping().offer(bytes, start, length, length, LinkType.RAW_IP, direction, token, loop.nowNanos()));
    }

    private void offering(long token, long place, int attempt) {
        loop.shaping().drawBy(Keys.segment(key, direction, place, attempt));
        if (loop.decisions().isUsed()) {
            Decision decision = new Decision(ordinal, RelayDirection.of(direction), place, attempt);
            loop.decisions().offering(loop.shaping(), token, decision);
        }
        inside++;
        told = false;
    }

    private long token(int number) {
        return (long) slot << Integer.SIZE | number & 0xFFFF_FFFFL;
    }

    static int slot(ReleasedPacket packet) {
        return (int) (packet.token() >>> Integer.SIZE);
    }

    static int number(ReleasedPacket packet) {
        return (int) packet.token();
    }

    private boolean entered(long token, Admission answer) {
        boolean taken = answer != Admission.BUSY && (answer.reason() == null || told);
        if (!taken) {
            inside--;
            loop.decisions().refused(token);
        }
        return taken;
    }

    /** The engine made a copy, which is inside until it is released or dropped by itself. */
    @Override
    public final void copied() {
        inside++;
    }

    @Override
    public final void released(ReleasedPacket packet) {
        inside--;
        if (packet.copy() == 0) {
            loop.decisions().met(packet.token(), packet.releaseNanos() - packet.arrivalNanos());
        }
        if (dead) {
            forget();
        } else if (packet.copy() > 0) {
            repeated(packet);
        } else {
            loop.took(direction, packet.releaseNanos() - packet.arrivalNanos());
            arrived(packet);
        }
    }

    @Override
    public final void dropped(ReleasedPacket packet) {
        inside--;
        if (packet.copy() == 0) {
            told = true;
            loop.decisions().met(packet.token(), Decision.LOST);
        }
        if (dead) {
            forget();
        } else if (packet.copy() == 0) {
            lost(packet);
        }
    }

    /** The engine let a packet go. */
    abstract void arrived(ReleasedPacket packet);

    /** The engine let a copy of a packet go. */
    abstract void repeated(ReleasedPacket copy);

    /** The engine dropped a packet. */
    abstract void lost(ReleasedPacket packet);

    /** Takes and gives nothing from now on. */
    void die() {
        if (!dead) {
            dead = true;
            forget();
        }
    }

    private void forget() {
        if (inside == 0) {
            loop.ways().remove(slot);
        }
    }
}
