package dev.weir.shaping.lookup.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a protocol by the first bytes of one direction of a TCP connection, fed byte by byte. Not thread-safe. */
final class StreamStart {
    /** The longest start that is needed to tell. */
    static final int LONGEST = 20;

    private static final int DNS_PORT = 53;

    /** Bytes that a protocol starts with, one a character, and what it is. */
    private record Start(String octets, Kind kind) {}

    /** What a stream turns out to be. */
    enum Kind {
        HTTP_REQUEST("http"),
        HTTP_OTHER("http"),
        TLS_CLIENT("tls"),
        TLS_SERVER("tls"),
        SSH("ssh"),
        BITTORRENT("bittorrent"),
        DNS("dns"),
        /** Nothing that is known. */
        NONE(null);

        private final @Nullable String protocol;

        Kind(@Nullable String protocol) {
            this.protocol = protocol;
        }

        @Nullable
        String protocol() {
            return protocol;
        }
    }

    private static final List<Start> STARTS = List.of(
            new Start("GET ", Kind.HTTP_REQUEST),
            new Start("POST ", Kind.HTTP_REQUEST),
            new Start("HEAD ", Kind.HTTP_REQUEST),
            new Start("PUT ", Kind.HTTP_REQUEST),
            new Start("DELETE ", Kind.HTTP_REQUEST),
            new Start("OPTIONS ", Kind.HTTP_REQUEST),
            new Start("PATCH ", Kind.HTTP_REQUEST),
            new Start("CONNECT ", Kind.HTTP_REQUEST),
            new Start("TRACE ", Kind.HTTP_REQUEST),
            new Start("HTTP/1.", Kind.HTTP_OTHER),
            new Start("PRI * HTTP/2.0", Kind.HTTP_OTHER),
            new Start("SSH-", Kind.SSH),
            new Start("\u0013BitTorrent protocol", Kind.BITTORRENT));

    private final byte[] octets = new byte[LONGEST];
    private final boolean dnsPort;
    private int length;

    StreamStart(int oneEnd, int otherEnd) {
        dnsPort = oneEnd == DNS_PORT || otherEnd == DNS_PORT;
    }

    int length() {
        return length;
    }

    int at(int index) {
        return octets[index] & 0xFF;
    }

    /** Takes the next byte; what the stream is, or null if that needs more. At most {@value #LONGEST} bytes are needed. */
    @Nullable
    Kind feed(int octet) {
        octets[length] = (byte) octet;
        length++;
        boolean open = false;
        for (Start start : STARTS) {
            if (agrees(start.octets)) {
                if (length == start.octets.length()) {
                    return start.kind;
                }
                open = true;
            }
        }
        Kind kind = tls();
        if (kind == Kind.NONE && dnsPort) {
            kind = dns();
        }
        return kind == Kind.NONE && open ? null : kind;
    }

    private boolean agrees(String start) {
        if (length > start.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (at(i) != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A handshake record with a ClientHello or a ServerHello. */
    private @Nullable Kind tls() {
        boolean open = at(0) == 22 && (length < 2 || at(1) == 3) && (length < 3 || at(2) <= 4);
        if (length < 6 || !open) {
            return open ? null : Kind.NONE;
        }
        return switch (at(5)) {
            case 1 -> Kind.TLS_CLIENT;
            case 2 -> Kind.TLS_SERVER;
            default -> Kind.NONE;
        };
    }

    /** Two bytes of length, then a header: identifier, flags, and one question. */
    private @Nullable Kind dns() {
        if (length < 8) {
            return null;
        }
        boolean plausible =
                (at(0) << 8 | at(1)) >= DnsReader.HEADER && (at(4) & 0x78) <= 0x28 && at(6) == 0 && at(7) == 1;
        return plausible ? Kind.DNS : Kind.NONE;
    }
}
