package dev.weir.shaping.lookup.inspect;

import dev.weir.shaping.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads which addresses a DNS answer (RFC 1035, 3596) gives for which name. For one message and one thread.
 *
 * <p>An address counts for the name that was asked for, whether it is that name's own or that of an alias which a chain of CNAME records leads to. Without a
 * question, as in multicast DNS (RFC 6762), it counts for the name of its record. At most {@value #MOST_RECORDS} records are read.
 */
final class DnsAnswer {
    static final int MOST_RECORDS = 64;

    private static final int A = 1;
    private static final int CNAME = 5;
    private static final int AAAA = 28;
    private static final int INTERNET = 1;

    /** Hears of addresses and their names. */
    interface Sink {
        void found(IpAddress address, String name, long ttlSeconds);
    }

    private record Found(String owner, long ttl, IpAddress address) {}

    private record Alias(String owner, long ttl, String target) {}

    private final Bytes message;
    private final DnsReader reader;
    private final List<Found> addresses = new ArrayList<>();
    private final List<Alias> aliases = new ArrayList<>();

    private DnsAnswer(Bytes message) {
        this.message = message;
        reader = new DnsReader(message, DnsReader.HEADER);
    }

    /** Tells what an answer says; false if the message is no answer without error, or broken, and then nothing is told. */
    static boolean read(Bytes message, Sink sink) {
        long flags = message.number(2, 2);
        boolean answers = flags >= 0 && (flags & 0x8000) != 0 && (flags & 0x780F) == 0;
        return answers && new DnsAnswer(message).tell(sink);
    }

    private boolean tell(Sink sink) {
        long questions = message.number(4, 2);
        if (questions < 0 || questions > 1) {
            return false;
        }
        String asked = null;
        if (questions == 1) {
            asked = reader.name();
            reader.skip(4);
        }
        long records = message.number(6, 2) + (questions == 0 ? message.number(8, 2) + message.number(10, 2) : 0);
        for (int i = 0; i < records && i < MOST_RECORDS && !reader.broken(); i++) {
            record();
        }
        if (reader.broken()) {
            return false;
        }
        if (questions == 0) {
            addresses.forEach(found -> sink.found(found.address, found.owner, found.ttl));
        } else if (asked != null) {
            tellOf(asked, sink);
        }
        return true;
    }

    private void record() {
        String owner = reader.name();
        int type = (int) reader.number(2);
        int kind = (int) reader.number(2) & 0x7FFF;
        long ttl = reader.number(4);
        int length = (int) reader.number(2);
        int start = reader.position();
        if (owner != null && kind == INTERNET) {
            if (type == A && length == 4 || type == AAAA && length == 16) {
                address(owner, ttl, start, length);
            } else if (type == CNAME) {
                alias(owner, ttl, start);
            }
        }
        reader.skip(length);
    }

    private void address(String owner, long ttl, int start, int length) {
        long low = message.number(start + length - 4, 4);
        if (low >= 0) {
            long next = length == 4 ? 0 : message.number(start + 8, 4);
            long high = length == 4 ? 0 : message.number(start, 4) << 32 | message.number(start + 4, 4);
            addresses.add(new Found(owner, ttl, new IpAddress(length == 4 ? 4 : 6, high, next << 32 | low)));
        }
    }

    private void alias(String owner, long ttl, int start) {
        String target = new DnsReader(message, start).name();
        if (target != null) {
            aliases.add(new Alias(owner, ttl, target));
        }
    }

    /** Follows the chain from the name asked for; each round must reach another name, of which there are as many as records at most. */
    private void tellOf(String asked, Sink sink) {
        Map<String, Long> reached = new HashMap<>();
        reached.put(asked, Long.MAX_VALUE);
        boolean more = true;
        while (more) {
            more = false;
            for (Alias alias : aliases) {
                Long ttl = reached.get(alias.owner);
                more |= ttl != null && reached.putIfAbsent(alias.target, Math.min(ttl, alias.ttl)) == null;
            }
        }
        for (Found found : addresses) {
            Long ttl = reached.get(found.owner);
            if (ttl != null) {
                sink.found(found.address, asked, Math.min(ttl, found.ttl));
            }
        }
    }

    /** Whether a message begins as DNS does: a header, and a first question or record of a known class. */
    static boolean plausible(Bytes message) {
        long flags = message.number(2, 2);
        long questions = message.number(4, 2);
        long answers = message.number(6, 2);
        if (flags < 0 || answers < 0 || (flags & 0x7800) > 0x2800 || questions > 16 || questions + answers == 0) {
            return false;
        }
        DnsReader reader = new DnsReader(message, DnsReader.HEADER);
        reader.name();
        long type = reader.number(2);
        long kind = reader.number(2) & 0x7FFF;
        return !reader.broken() && type > 0 && (kind >= 1 && kind <= 4 || kind >= 254 && kind <= 255);
    }
}
