package dev.weir.shaping.lookup.inspect;

import dev.weir.shaping.Packet;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a TCP connection from its start: puts segments in order as far as that needs no memory, tells the protocol, and reads the client's
 * greeting. Not thread-safe.
 *
 * <p>Repeated bytes are read once. A segment that comes before its predecessor is left out; if the predecessor is followed by a repetition of it, nothing is
 * lost.
 */
final class TcpSide {
    private static final int SEQUENCE_AT = 4;
    private static final int LONGEST = 1 << 16;

    private @Nullable StreamStart start;
    private @Nullable Greeting greeting;
    private @Nullable String host;
    private @Nullable String url;
    private StreamStart.@Nullable Kind kind;
    private boolean begun;
    private int expected;
    private int octets;

    TcpSide(int srcPort, int dstPort) {
        start = new StreamStart(srcPort, dstPort);
    }

    /** What the stream is, or null as long as that is open. */
    StreamStart.@Nullable Kind kind() {
        return kind;
    }

    /** Reads a segment, whose sequence number counts from the payload's first byte; false if nothing more is to be learnt. */
    boolean read(Bytes payload, int sequence) {
        if (!begun) {
            begun = true;
            expected = sequence;
        }
        int repeated = expected - sequence;
        if (repeated < 0 || repeated >= payload.length()) {
            return true;
        }
        expected = sequence + payload.length();
        boolean more = true;
        for (int i = repeated; more && i < payload.length(); i++) {
            more = feed(payload.at(i));
        }
        return more;
    }

    /** Tells where the stream begins, unless some of it was read. */
    void begin(int sequence) {
        if (octets == 0) {
            begun = true;
            expected = sequence;
        }
    }

    private boolean feed(int octet) {
        octets++;
        StreamStart open = start;
        if (open != null) {
            kind = open.feed(octet);
            return kind == null || decided(open, kind);
        }
        Greeting reading = greeting;
        return reading != null && feed(reading, octet);
    }

    private boolean feed(Greeting reading, int octet) {
        boolean more = reading.feed(octet) && octets < LONGEST;
        if (!more) {
            end();
        }
        return more;
    }

    /** Has the greeting read again what was read to tell what it is. */
    private boolean decided(StreamStart told, StreamStart.Kind found) {
        start = null;
        if (found != StreamStart.Kind.TLS_CLIENT && found != StreamStart.Kind.HTTP_REQUEST) {
            return false;
        }
        Greeting reading = found == StreamStart.Kind.TLS_CLIENT ? new ClientHello() : new HttpRequest();
        greeting = reading;
        boolean more = true;
        for (int i = 0; more && i < told.length(); i++) {
            more = feed(reading, told.at(i));
        }
        return more;
    }

    /** Keeps what the greeting told so far, and drops the rest. */
    void end() {
        Greeting read = greeting;
        if (read != null) {
            host = read.host();
            url = read.url();
            greeting = null;
        }
    }

    /** The host the client asks for; null if unknown, and until the greeting has ended. */
    @Nullable
    String host() {
        return host;
    }

    /** The URL the client asks for; null if unknown, and until the greeting has ended. */
    @Nullable
    String url() {
        return url;
    }

    /** The sequence number of a segment's first byte of payload. */
    static int sequence(Packet packet) {
        int sequence = 0;
        for (int i = SEQUENCE_AT; i < SEQUENCE_AT + 4; i++) {
            sequence = sequence << 8 | packet.transportByte(i) & 0xFF;
        }
        return packet.syn() ? sequence + 1 : sequence;
    }
}
