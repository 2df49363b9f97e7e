package dev.weir.shaping.core.rule;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.lookup.GeoLocation;
import dev.weir.shaping.lookup.ProcessInfo;
import org.jspecify.annotations.Nullable;

/** What rules asked about a flow, kept while the flow lives so that it is looked up and allocated once. */
final class FlowAttributes {
    @Nullable
    IpAddress srcIp;

    @Nullable
    IpAddress dstIp;

    @Nullable
    MacAddress srcMac;

    @Nullable
    MacAddress dstMac;

    @Nullable
    ProcessInfo process;

    /** One more than the number under which the process is counted; 0 before it has one. */
    int processNumber;

    @Nullable
    String exeName;

    @Nullable
    GeoLocation location;

    @Nullable
    String appProto;

    @Nullable
    String host;

    boolean hostAsked;
}
