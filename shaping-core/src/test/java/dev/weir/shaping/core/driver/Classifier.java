package dev.weir.shaping.core.driver;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.VpnStatus;
import dev.weir.shaping.core.packet.HeaderDecoder;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.rule.FilterView;
import dev.weir.shaping.core.rule.RuleContext;
import dev.weir.shaping.core.rule.WallClock;
import dev.weir.shaping.filter.Filter;
import dev.weir.shaping.filter.FilterAction;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.match.Match;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What the engine's filters say of a packet: they are right by definition. It is midnight. */
final class Classifier {
    static final int ADAPTER = 1;

    private final PacketHeaders headers = new PacketHeaders();
    private final FilterView view = new FilterView(headers);
    private final RuleContext context =
            new RuleContext("filters", new WallClock(Instant.EPOCH, ZoneOffset.UTC), () -> VpnStatus.NONE);

    Classifier look(RandomPackets.Sent packet) {
        byte[] bytes = packet.bytes;
        HeaderDecoder.decode(bytes, 0, bytes.length, packet.linkType, headers);
        view.set(bytes, 0, bytes.length, bytes.length, packet.linkType, packet.direction, 0);
        view.adapter(new Adapter(ADAPTER, "eth0"));
        return this;
    }

    boolean matches(Match match) {
        return match.matches(view, context);
    }

    /** The action of the first filter that matches, or null. */
    @Nullable
    FilterAction action(FilterSet set) {
        for (Filter filter : set.filters()) {
            if (filter.enabled() && matches(filter.match())) {
                return filter.action();
            }
        }
        return null;
    }
}
