package dev.weir.shaping.core.engine;

import dev.weir.shaping.Limiting;
import dev.weir.shaping.Quota;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.core.stage.QuotaMeter;
import dev.weir.shaping.core.stage.SharedRegistry;
import dev.weir.shaping.core.stage.StreamAccount;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The streams of all rules of an engine. Its entries are for any thread, all else for the engine's. */
final class StreamBook {
    private final FlowStreamKeys keys;
    private final @Nullable SharedRegistry shared;
    private final StreamPolicy policy;
    private final Instant start;
    private final ZoneId zone;
    private final List<RuleStreams> all = new CopyOnWriteArrayList<>();
    private long evictions;

    StreamBook(FlowStreamKeys keys, StreamPolicy policy, Instant start, ZoneId zone, @Nullable SharedRegistry shared) {
        this.shared = shared;
        this.keys = keys;
        this.policy = policy;
        this.start = start;
        this.zone = zone;
    }

    /** Whether a limit needs to know streams. */
    static boolean needs(Limiting limiting) {
        return limiting.tracking() != null || limiting.quota() != null;
    }

    /** The streams of a rule; under their name engines that are shards of one run share quotas. */
    RuleStreams open(RuleState rule, Limiting limiting, Object name) {
        Quota quota = limiting.quota();
        SharedRegistry registry = limiting.tracking() == Tracking.CONNECTION ? null : shared;
        QuotaMeter meter = quota == null ? null : new QuotaMeter(quota, start, zone, registry, name);
        RuleStreams streams = new RuleStreams(rule, limiting.tracking(), meter, keys, policy);
        all.add(streams);
        return streams;
    }

    void close(RuleStreams streams) {
        all.remove(streams);
        streams.table().close();
        evictions += streams.table().evictions();
    }

    List<StreamEntry> entries(long nowNanos) {
        List<StreamEntry> entries = new ArrayList<>();
        for (RuleStreams streams : all) {
            for (StreamAccount account : streams.table().accounts(nowNanos)) {
                entries.add(streams.entry(account));
            }
        }
        return entries;
    }

    long evictions() {
        long sum = evictions;
        for (RuleStreams streams : all) {
            sum += streams.table().evictions();
        }
        return sum;
    }
}
