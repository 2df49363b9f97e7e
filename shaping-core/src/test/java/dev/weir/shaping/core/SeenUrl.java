package dev.weir.shaping.core;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.Packet;
import dev.weir.shaping.lookup.FlowObserver;
import dev.weir.shaping.lookup.TrafficInspection;
import dev.weir.shaping.lookup.TrafficInspector;
import org.jspecify.annotations.Nullable;

/** An inspection that finds one URL in every flow. */
record SeenUrl(String url) implements TrafficInspection, TrafficInspector, FlowObserver {
    @Override
    public TrafficInspector inspector() {
        return this;
    }

    @Override
    public FlowObserver observe(Packet first) {
        return this;
    }

    @Override
    public @Nullable String hostName(IpAddress address, long nowNanos) {
        return null;
    }

    @Override
    public long version() {
        return 0;
    }

    @Override
    public boolean see(Packet packet) {
        return false;
    }

    @Override
    public @Nullable String appProto() {
        return null;
    }

    @Override
    public @Nullable String host() {
        return null;
    }
}
