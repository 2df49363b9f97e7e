package dev.weir.shaping.core;

import dev.weir.shaping.Priorities;
import dev.weir.shaping.lookup.Lookup;
import dev.weir.shaping.match.Match;
import java.time.Instant;

/** Asks one condition of one packet. */
final class Judged {
    private Judged() {}

    static boolean holds(Match match, Frame frame, Lookup... lookups) {
        return holds(tester(match, lookups), frame);
    }

    static boolean holdsAt(String instant, Match match) {
        return holds(
                tester(match).at(Instant.parse(instant)),
                Packets.udp("10.0.0.2", 1, "192.0.2.7", 2).outgoing());
    }

    static boolean holds(RuleTester tester, Frame frame) {
        return tester.judge(frame).decidedBy() != null;
    }

    static RuleTester tester(Match match, Lookup... lookups) {
        Shaper.Builder builder = Shaper.builder().rule("match", match, Priorities.block());
        for (Lookup lookup : lookups) {
            builder.lookup(lookup);
        }
        return RuleTester.of(builder.build());
    }
}
