package dev.weir.capture.relay;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.function.Consumer;

/**
 * The last piece of a stream's way: what has arrived in order waits here for its receiver. Faults, gates and triggers say when it may go on, in what pieces, and up to which
 * byte. Not thread-safe.
 */
final class Outflow {
    /** What receives. */
    interface Receiver extends Trigger.Victim {
        /** The connection may be opened. */
        void opens();

        /** Something may go on; not at once, but soon. */
        void planFlush();

        /** The stream has carried all that it may. */
        void closeInOrder();
    }

    /** At most so much at once: a channel copies what it is given. */
    private static final int MOST_PIECE = 131_072;

    private final RelayLoop loop;
    private final RelayDirection direction;
    private final Receiver receiver;
    private final ByteQueue bytes;
    private final Watches watches = new Watches();
    private final Consumer<Trigger> fire;
    private boolean opening;
    private boolean finishing;
    private boolean breaking;
    private long passed;
    private boolean swallows;
    private boolean swallowed;
    private boolean firstByteCame;
    private long blockedUntilNanos;
    private boolean blocked;
    private boolean lastByteHeld;

    Outflow(RelayLoop loop, RelayDirection direction, Receiver receiver) {
        this.loop = loop;
        this.direction = direction;
        this.receiver = receiver;
        fire = trigger -> trigger.fire(receiver);
        bytes = new ByteQueue(loop.arrays());
        loop.regime().forEachTrigger(direction, watches::add);
    }

    private WayTerms terms() {
        return loop.regime().terms().way(direction);
    }

    void watch(Trigger trigger) {
        watches.add(trigger);
    }

    /** Bytes have arrived. */
    void add(byte[] from, int offset, int length) {
        if (swallows || terms().swallows()) {
            swallowed = true;
            passed += length;
            return;
        }
        bytes.add(from, offset, length);
        loop.regime().hold(direction, length);
        if (!firstByteCame) {
            firstByteCame = true;
            long delay = terms().firstByteNanos();
            if (delay > 0) {
                block(delay);
            }
        }
        receiver.planFlush();
    }

    /** A segment without bytes has arrived: one that opens, ends or breaks the connection. */
    void control(int flags) {
        if (swallows || terms().swallows()) {
            swallowed = true;
        } else if ((flags & PacketHeader.SYN) != 0) {
            opening = true;
        } else if ((flags & PacketHeader.RST) != 0) {
            breaking = true;
        } else {
            finishing = true;
        }
        receiver.planFlush();
    }

    private void block(long nanos) {
        blocked = true;
        blockedUntilNanos = loop.nowNanos() + nanos;
        loop.timers().at(blockedUntilNanos, receiver::planFlush);
    }

    private boolean isBlocked() {
        if (blocked && loop.nowNanos() - blockedUntilNanos >= 0) {
            blocked = false;
        }
        return blocked;
    }

    /** Conditions or gates have changed. */
    void refresh() {
        WayTerms terms = terms();
        if (swallowed && !swallows && !terms.swallows()) {
            receiver.abort();
            return;
        }
        blocked &= terms.firstByteNanos() > 0
                || terms.sliceGapNanos() > 0
                || loop.regime().terms().slowCloseNanos() > 0;
        receiver.planFlush();
    }

    /** Throws away what comes from now on, and what waits. */
    void swallow() {
        swallows = true;
        receiver.planFlush();
    }

    /** Whether something of it was thrown away. */
    boolean isIncomplete() {
        return swallowed;
    }

    /** Whether nothing waits and nothing is missing. */
    boolean isIdle() {
        return bytes.isEmpty() && !opening && !breaking && !swallowed;
    }

    /** Has the connection opened or broken, as far as that has arrived and may go on. */
    void advance() {
        WayTerms terms = terms();
        if (swallows || terms.swallows()) {
            throwAway();
        } else if (!terms.cut()) {
            if (opening) {
                opening = false;
                receiver.opens();
            }
            if (breaking && !loop.regime().held(direction)) {
                receiver.abort();
            }
        }
    }

    private void throwAway() {
        swallowed |= opening || finishing || breaking || !bytes.isEmpty();
        passed += bytes.size();
        bytes.clear();
        opening = false;
        finishing = false;
        breaking = false;
    }

    /** How many of the bytes that wait may be written at once. */
    private int most() {
        WayTerms terms = terms();
        if (terms.cut() || terms.swallows() || swallows || loop.regime().held(direction) || isBlocked()) {
            return 0;
        }
        long limit = Math.min(terms.resetAfterBytes(), terms.closeAfterBytes()) - passed;
        int most = (int) Math.min(Math.min(bytes.size(), terms.sliceBytes()), Math.max(0, limit));
        return most == 0 ? 0 : watches.upTo(bytes.array(), bytes.offset(), Math.min(MOST_PIECE, most));
    }

    /** Whether it waits for nothing but its receiver to take more. */
    boolean wantsToWrite() {
        return !bytes.isEmpty() && most() > 0;
    }

    /** Writes what may be written. */
    void writeTo(WritableByteChannel channel) throws IOException {
        int piece = most();
        while (piece > 0) {
            int taken = bytes.writeTo(channel, piece);
            passed(taken);
            if (taken < piece) {
                break;
            }
            piece = most();
        }
        limits();
    }

    private void passed(int taken) {
        passed += taken;
        byte[] array = bytes.array();
        int offset = bytes.offset();
        bytes.skip(taken);
        if (taken > 0) {
            long gap = terms().sliceGapNanos();
            if (gap > 0) {
                block(gap);
            }
            watches.passed(array, offset, taken, fire);
        }
    }

    /** Ends the connection if it has carried all that it may. */
    private void limits() {
        WayTerms terms = terms();
        if (passed >= terms.resetAfterBytes()) {
            receiver.abort();
        } else if (passed >= terms.closeAfterBytes()) {
            receiver.closeInOrder();
        }
    }

    /** Whether the receiver may see the stream's end, which is told once. */
    boolean ends() {
        WayTerms terms = terms();
        if (!finishing || !bytes.isEmpty() || terms.cut() || loop.regime().held(direction) || isBlocked()) {
            return false;
        }
        long delay = loop.regime().terms().slowCloseNanos();
        if (delay > 0 && !lastByteHeld) {
            lastByteHeld = true;
            block(delay);
            return false;
        }
        return true;
    }

    /** Bytes that have arrived and wait. */
    int waiting() {
        return bytes.size();
    }

    /** Bytes that have gone on or were thrown away. */
    long passed() {
        return passed;
    }

    void die() {
        bytes.clear();
        watches.clear();
    }
}
