package dev.weir.shaping.core.rule;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.lookup.Connection;
import dev.weir.shaping.lookup.FlowObserver;
import dev.weir.shaping.lookup.GeoLocation;
import dev.weir.shaping.lookup.ProcessInfo;
import org.jspecify.annotations.Nullable;

/**
 * What rules asked about a flow, kept while the flow lives so that it is looked up and allocated once. What is null is not known; beside it stands at
 * which version of its provider that was said.
 */
final class FlowAttributes {
    /** The version at which nobody has asked. */
    static final long NEVER = Long.MIN_VALUE;

    @Nullable
    IpAddress srcIp;

    @Nullable
    IpAddress dstIp;

    @Nullable
    MacAddress srcMac;

    @Nullable
    MacAddress dstMac;

    @Nullable
    Connection connection;

    @Nullable
    ProcessInfo process;

    long processUnknownAt = NEVER;

    /** One more than the number under which the process is counted, negative as long as another may take its place; 0 before it has one. */
    int processNumber;

    @Nullable
    String exeName;

    @Nullable
    GeoLocation location;

    long locationUnknownAt = NEVER;

    @Nullable
    String appProto;

    @Nullable
    String host;

    long hostUnknownAt = NEVER;

    /** Who sees the flow's first packets, and knows what follows from them. */
    @Nullable
    FlowObserver observer;

    long nameUnknownAt = NEVER;

    @Nullable
    String ssid;

    @Nullable
    String ssidAdapter;

    long ssidUnknownAt = NEVER;
}
