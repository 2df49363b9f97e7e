package dev.weir.capture.relay;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.impair.Durations;
import java.time.Duration;
import java.util.Objects;

/**
 * Something that goes wrong between a client and its target, for as long as it is in force. Each has a text form of one line, which {@link #parse} reads and
 * {@code toString} prints.
 *
 * <p>Of one kind and direction one fault is in force at a time. Immutable and thread-safe.
 */
public sealed interface Fault {
    /** A fault of one direction. */
    sealed interface Directed extends Fault {
        /**
         * The direction that it concerns.
         *
         * @return upload or download
         */
        RelayDirection direction();

        /**
         * The same in the other direction.
         *
         * @return the fault
         */
        Directed turned();
    }

    /**
     * Nothing arrives: the cable is cut. What is sent is still read, until {@link Relay#window} is full. Bytes of TCP that wait arrive once the fault is over, as TCP would send
     * them again; a connection that is opened meanwhile is established then. Datagrams are lost. Text: {@code cut upload}.
     *
     * @param direction the direction that is cut
     */
    record Cut(RelayDirection direction) implements Directed {
        /**
         * Checks that there is a direction.
         *
         * @param direction the direction that is cut
         */
        public Cut {
            Objects.requireNonNull(direction, "direction");
        }

        @Override
        public Cut turned() {
            return new Cut(direction.other());
        }

        @Override
        public String toString() {
            return "cut " + direction;
        }
    }

    /**
     * Nothing is read from the sender any more, so its own buffers fill up; what was read before arrives. What the sender could not send is read once the fault is over. Text:
     * {@code stall upload}.
     *
     * @param direction the direction that stands still
     */
    record Stall(RelayDirection direction) implements Directed {
        /**
         * Checks that there is a direction.
         *
         * @param direction the direction that stands still
         */
        public Stall {
            Objects.requireNonNull(direction, "direction");
        }

        @Override
        public Stall turned() {
            return new Stall(direction.other());
        }

        @Override
        public String toString() {
            return "stall " + direction;
        }
    }

    /**
     * Everything is read and nothing arrives, for ever: the sender believes that it succeeds. Connections that lost something are reset once the fault is over, and
     * so are those that were to be opened meanwhile. Text: {@code black hole upload}.
     *
     * @param direction the direction that swallows
     */
    record BlackHole(RelayDirection direction) implements Directed {
        /**
         * Checks that there is a direction.
         *
         * @param direction the direction that swallows
         */
        public BlackHole {
            Objects.requireNonNull(direction, "direction");
        }

        @Override
        public BlackHole turned() {
            return new BlackHole(direction.other());
        }

        @Override
        public String toString() {
            return "black hole " + direction;
        }
    }

    /** Nobody listens: who connects is refused. Connections that are open stay. Text: {@code refuse}. */
    record Refuse() implements Fault {
        @Override
        public String toString() {
            return "refuse";
        }
    }

    /**
     * Somebody listens but does not accept, and the queue is full: who connects waits, until the fault is over or patience ends. Systems that refuse in this case, as Windows
     * does, refuse here too. TCP only. Text: {@code full backlog}.
     */
    record FullBacklog() implements Fault {
        @Override
        public String toString() {
            return "full backlog";
        }
    }

    /**
     * A connection is reset behind so many bytes: exactly they arrive. One that has carried as many is reset at once. TCP only. Text: {@code reset after 10 kB of download}.
     *
     * @param direction whose bytes count
     * @param size how many, from the connection's start
     */
    record ResetAfterBytes(RelayDirection direction, DataSize size) implements Directed {
        /**
         * Checks that there are a direction and a size.
         *
         * @param direction whose bytes count
         * @param size how many, from the connection's start
         */
        public ResetAfterBytes {
            Objects.requireNonNull(direction, "direction");
            Objects.requireNonNull(size, "size");
        }

        @Override
        public ResetAfterBytes turned() {
            return new ResetAfterBytes(direction.other(), size);
        }

        @Override
        public String toString() {
            return "reset after " + size + " of " + direction;
        }
    }

    /**
     * A connection is reset when it is so old. One that is older is reset at once. TCP only. Text: {@code reset after 2 s}.
     *
     * @param age its time since it was accepted, 0 to a day
     */
    record ResetAfterTime(Duration age) implements Fault {
        /**
         * Checks the age.
         *
         * @param age its time since it was accepted, 0 to a day
         * @throws IllegalArgumentException if it is out of range
         */
        public ResetAfterTime {
            Times.require("age", age);
        }

        @Override
        public String toString() {
            return "reset after " + Durations.format(age);
        }
    }

    /**
     * A connection ends in order behind so many bytes: exactly they arrive, then both sides see its end, and what else they send is thrown away. TCP only. Text:
     * {@code close after 1 kB of download}.
     *
     * @param direction whose bytes count
     * @param size how many, from the connection's start
     */
    record CloseAfterBytes(RelayDirection direction, DataSize size) implements Directed {
        /**
         * Checks that there are a direction and a size.
         *
         * @param direction whose bytes count
         * @param size how many, from the connection's start
         */
        public CloseAfterBytes {
            Objects.requireNonNull(direction, "direction");
            Objects.requireNonNull(size, "size");
        }

        @Override
        public CloseAfterBytes turned() {
            return new CloseAfterBytes(direction.other(), size);
        }

        @Override
        public String toString() {
            return "close after " + size + " of " + direction;
        }
    }

    /**
     * The end of a stream arrives so much later than its last byte, in both directions. TCP only. Text: {@code slow close 2 s}.
     *
     * @param delay 0 to a day
     */
    record SlowClose(Duration delay) implements Fault {
        /**
         * Checks the delay.
         *
         * @param delay 0 to a day
         * @throws IllegalArgumentException if it is out of range
         */
        public SlowClose {
            Times.require("delay", delay);
        }

        @Override
        public String toString() {
            return "slow close " + Durations.format(delay);
        }
    }

    /**
     * Bytes arrive in small pieces, one after the other. TCP only. Text: {@code slice download 100 B every 5 ms}.
     *
     * @param direction whose bytes
     * @param size the most of a piece, at least a byte
     * @param gap the time between pieces, 0 to a day
     */
    record Slice(RelayDirection direction, DataSize size, Duration gap) implements Directed {
        /**
         * Checks size and gap.
         *
         * @param direction whose bytes
         * @param size the most of a piece, at least a byte
         * @param gap the time between pieces, 0 to a day
         * @throws IllegalArgumentException if one is out of range
         */
        public Slice {
            Objects.requireNonNull(direction, "direction");
            Times.require("gap", gap);
            if (size.bytes() < 1) {
                throw new IllegalArgumentException("slice must be at least 1 byte: " + size);
            }
        }

        @Override
        public Slice turned() {
            return new Slice(direction.other(), size, gap);
        }

        @Override
        public String toString() {
            return "slice " + direction + " " + size + " every " + Durations.format(gap);
        }
    }

    /**
     * The next connections are reset as soon as they are accepted; later ones succeed. TCP only. Text: {@code fail first 2}.
     *
     * @param connections how many, from when the fault comes into force
     */
    record FailFirst(int connections) implements Fault {
        /**
         * Checks the number.
         *
         * @param connections how many, from when the fault comes into force
         * @throws IllegalArgumentException if it is below 1
         */
        public FailFirst {
            if (connections < 1) {
                throw new IllegalArgumentException("connections to fail must be at least 1: " + connections);
            }
        }

        @Override
        public String toString() {
            return "fail first " + connections;
        }
    }

    /**
     * The first byte of a direction, and with it all others, is held back so long, in each connection: a target that thinks before it answers. TCP only. Text:
     * {@code first byte of download after 200 ms}.
     *
     * @param direction whose first byte
     * @param delay 0 to a day
     */
    record FirstByteDelay(RelayDirection direction, Duration delay) implements Directed {
        /**
         * Checks the delay.
         *
         * @param direction whose first byte
         * @param delay 0 to a day
         * @throws IllegalArgumentException if it is out of range
         */
        public FirstByteDelay {
            Objects.requireNonNull(direction, "direction");
            Times.require("delay", delay);
        }

        @Override
        public FirstByteDelay turned() {
            return new FirstByteDelay(direction.other(), delay);
        }

        @Override
        public String toString() {
            return "first byte of " + direction + " after " + Durations.format(delay);
        }
    }

    /**
     * Reads the text form of a fault.
     *
     * @param text one line
     * @return the fault
     * @throws IllegalArgumentException if it is none; the message lists what is known
     */
    static Fault parse(String text) {
        return FaultText.parse(text);
    }
}
