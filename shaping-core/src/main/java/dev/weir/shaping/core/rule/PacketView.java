package dev.weir.shaping.core.rule;

import dev.weir.shaping.Country;
import dev.weir.shaping.Direction;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.lookup.Connection;
import dev.weir.shaping.lookup.FlowObserver;
import dev.weir.shaping.lookup.GeoLocation;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.TrafficInspector;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The packet that rules see: one view per engine, set to each packet in turn.
 *
 * <p>Not thread-safe. Header fields are plain reads of the decoded headers. Look-ups happen at a flow's first read and are kept with the
 * flow.
 */
public final class PacketView extends HeaderView {
    private final FlowTable flows;
    private final Providers providers;
    private final @Nullable TrafficInspector inspector;

    private int flow;
    private int filter;

    /**
     * A view.
     *
     * @param headers the headers of the packet it is set to, decoded before each use
     * @param flows the engine's flows
     * @param providers what the engine cannot know by itself
     */
    public PacketView(PacketHeaders headers, FlowTable flows, Providers providers) {
        super(headers);
        this.flows = flows;
        this.providers = providers;
        this.inspector = providers.inspector();
    }

    /**
     * Sets the view to a packet whose headers have been decoded.
     *
     * @param bytes the array that holds it
     * @param offset where it starts
     * @param capturedLength the bytes at hand
     * @param length its length on the line
     * @param linkType what it starts with
     * @param direction its direction
     * @param timestampNanos when it entered
     * @param flow its flow
     */
    public void set(
            byte[] bytes,
            int offset,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction,
            long timestampNanos,
            int flow) {
        set(bytes, offset, capturedLength, length, linkType, direction, timestampNanos);
        this.flow = flow;
    }

    /**
     * Whether somebody learns from packets.
     *
     * @return true if {@link #inspect} has something to do
     */
    public boolean inspects() {
        return inspector != null;
    }

    /**
     * Shows the packet to who learns from packets, if it is among the first of its flow.
     *
     * @throws RuntimeException as the inspector does; it is shown no more packets of the flow then
     */
    public void inspect() {
        TrafficInspector learning = inspector;
        if (learning != null && !flows.settled(flow)) {
            show(learning);
        }
    }

    private void show(TrafficInspector learning) {
        boolean more = false;
        try {
            FlowAttributes known = attributes();
            FlowObserver observer = known.observer;
            if (observer == null) {
                observer = learning.observe(this);
                known.observer = observer;
            }
            more = observer != null && observer.see(this);
        } finally {
            if (!more) {
                flows.settle(flow);
            }
        }
    }

    private FlowAttributes attributes() {
        if (flows.attributes(flow) instanceof FlowAttributes known) {
            return known;
        }
        FlowAttributes fresh = new FlowAttributes();
        flows.attributes(flow, fresh);
        return fresh;
    }

    @Override
    public @Nullable MacAddress srcMac() {
        if (headers.srcMac < 0) {
            return null;
        }
        FlowAttributes known = attributes();
        MacAddress mac = known.srcMac;
        if (mac == null || mac.value() != headers.srcMac) {
            mac = new MacAddress(headers.srcMac);
            known.srcMac = mac;
        }
        return mac;
    }

    @Override
    public @Nullable MacAddress dstMac() {
        if (headers.dstMac < 0) {
            return null;
        }
        FlowAttributes known = attributes();
        MacAddress mac = known.dstMac;
        if (mac == null || mac.value() != headers.dstMac) {
            mac = new MacAddress(headers.dstMac);
            known.dstMac = mac;
        }
        return mac;
    }

    @Override
    public @Nullable IpAddress srcIp() {
        if (headers.ipVersion == 0) {
            return null;
        }
        FlowAttributes known = attributes();
        IpAddress address = known.srcIp;
        if (address == null) {
            address = new IpAddress(headers.ipVersion, headers.srcHigh, headers.srcLow);
            known.srcIp = address;
        }
        return address;
    }

    @Override
    public @Nullable IpAddress dstIp() {
        if (headers.ipVersion == 0) {
            return null;
        }
        FlowAttributes known = attributes();
        IpAddress address = known.dstIp;
        if (address == null) {
            address = new IpAddress(headers.ipVersion, headers.dstHigh, headers.dstLow);
            known.dstIp = address;
        }
        return address;
    }

    @Override
    public int flowId() {
        return flow;
    }

    @Override
    public @Nullable String appProto() {
        FlowAttributes known = attributes();
        String name = known.appProto;
        if (name == null) {
            name = providers.protocols().detect(this);
            FlowObserver observer = known.observer;
            if (name == null && observer != null) {
                name = observer.appProto();
            }
            known.appProto = name;
        }
        return name;
    }

    private GeoLocation location() {
        FlowAttributes known = attributes();
        GeoLocation location = known.location;
        return location == null ? locate(known) : location;
    }

    private GeoLocation locate(FlowAttributes known) {
        IpAddress remote = remoteIp();
        long version = providers.places().version();
        if (remote == null || known.locationUnknownAt == version || !AddressScope.global(remote)) {
            return GeoLocation.UNKNOWN;
        }
        GeoLocation found = providers.places().locate(remote);
        known.location = found;
        known.locationUnknownAt = version;
        return found == null ? GeoLocation.UNKNOWN : found;
    }

    @Override
    public Country country() {
        return location().country();
    }

    @Override
    public double latitude() {
        return location().latitude();
    }

    @Override
    public double longitude() {
        return location().longitude();
    }

    @Override
    public boolean hasLocation() {
        return location().hasCoordinates();
    }

    @Override
    public int filter() {
        return filter;
    }

    /**
     * Sets the pipe filter that let the packet in; it stays until it is set again.
     *
     * @param id the filter's id from 1, or 0 for none
     */
    public void filter(int id) {
        filter = id;
    }

    private ProcessInfo process() {
        FlowAttributes known = attributes();
        ProcessInfo process = known.process;
        return process == null ? findProcess(known) : process;
    }

    private ProcessInfo findProcess(FlowAttributes known) {
        long version = providers.processes().version();
        Connection connection = known.processUnknownAt == version ? null : connection(known);
        if (connection == null) {
            return ProcessInfo.UNKNOWN;
        }
        ProcessInfo found = providers.processes().process(connection);
        known.process = found;
        known.processUnknownAt = version;
        return found == null ? ProcessInfo.UNKNOWN : found;
    }

    private @Nullable Connection connection(FlowAttributes known) {
        Connection connection = known.connection;
        IpAddress local = localIp();
        IpAddress remote = remoteIp();
        if (connection == null && local != null && remote != null) {
            connection = new Connection(ipProto(), local, localPort(), remote, remotePort());
            known.connection = connection;
        }
        return connection;
    }

    /**
     * The process of a flow that was asked for before.
     *
     * @param flowAskedFor the flow
     * @return the process id, -1 if unknown
     */
    public int knownPid(int flowAskedFor) {
        return flows.attributes(flowAskedFor) instanceof FlowAttributes known && known.process != null
                ? known.process.pid()
                : ProcessInfo.UNKNOWN.pid();
    }

    /**
     * The executable of the packet's flow, if it was asked for before.
     *
     * @return the path, {@code ""} if unknown
     */
    public String knownExecutable() {
        return flows.attributes(flow) instanceof FlowAttributes known && known.process != null
                ? known.process.executable()
                : ProcessInfo.UNKNOWN.executable();
    }

    /**
     * The process among what is kept for a flow. Any thread may ask.
     *
     * @param attributes what is kept for the flow
     * @return the process, or null if nobody asked for it
     */
    public static @Nullable ProcessInfo processOf(@Nullable Object attributes) {
        return attributes instanceof FlowAttributes known ? known.process : null;
    }

    /**
     * Finds the process of the packet's flow and gives it a number, once for each flow: a flow whose process becomes known late has the number of the
     * unknown process until then.
     *
     * @param numbering gives the number of a process, 0 or more
     * @throws RuntimeException as the resolver does; the flow then has the number of the unknown process
     */
    public void number(ToIntFunction<ProcessInfo> numbering) {
        FlowAttributes known = attributes();
        if (known.processNumber <= 0) {
            boolean open = false;
            try {
                process();
                open = known.process == null;
            } finally {
                number(known, open, numbering);
            }
        }
    }

    private static void number(FlowAttributes known, boolean open, ToIntFunction<ProcessInfo> numbering) {
        if (!open || known.processNumber == 0) {
            ProcessInfo process = known.process;
            int number = numbering.applyAsInt(process == null ? ProcessInfo.UNKNOWN : process) + 1;
            known.processNumber = open ? -number : number;
        }
    }

    /**
     * The number of the process among what is kept for a flow. Any thread may ask.
     *
     * @param attributes what is kept for the flow
     * @return the number, or -1 if it has none
     */
    public static int processNumberOf(@Nullable Object attributes) {
        return attributes instanceof FlowAttributes known ? Math.abs(known.processNumber) - 1 : -1;
    }

    @Override
    public int pid() {
        return process().pid();
    }

    @Override
    public String executable() {
        return process().executable();
    }

    @Override
    public String exeName() {
        FlowAttributes known = attributes();
        String name = known.exeName;
        return name == null ? findExeName(known) : name;
    }

    private String findExeName(FlowAttributes known) {
        String name = process().name();
        if (known.process != null) {
            known.exeName = name;
        }
        return name;
    }

    @Override
    public String commandLine() {
        return process().commandLine();
    }

    @Override
    public String user() {
        return process().user();
    }

    @Override
    public @Nullable String ssid() {
        FlowAttributes known = attributes();
        String ssid = known.ssid;
        boolean sameAdapter = adapter().equals(known.ssidAdapter);
        if (ssid != null && sameAdapter) {
            return ssid;
        }
        long version = providers.networks().version();
        if (sameAdapter && known.ssidUnknownAt == version) {
            return null;
        }
        known.ssid = providers.networks().ssid(adapter());
        known.ssidAdapter = adapter();
        known.ssidUnknownAt = version;
        return known.ssid;
    }

    @Override
    public @Nullable String host() {
        FlowAttributes known = attributes();
        FlowObserver observer = known.observer;
        String host = observer == null ? null : observer.host();
        if (host == null) {
            host = known.host;
        }
        return host == null ? findHost(known) : host;
    }

    private @Nullable String findHost(FlowAttributes known) {
        IpAddress remote = remoteIp();
        if (remote == null) {
            return null;
        }
        recallName(remote, known);
        long version = providers.names().version();
        if (known.host == null && known.hostUnknownAt != version) {
            known.host = providers.names().hostName(remote);
            known.hostUnknownAt = version;
        }
        return known.host;
    }

    private void recallName(IpAddress remote, FlowAttributes known) {
        TrafficInspector learning = inspector;
        if (learning != null) {
            long version = learning.version();
            if (known.nameUnknownAt != version) {
                known.host = learning.hostName(remote, timestampNanos());
                known.nameUnknownAt = version;
            }
        }
    }

    @Override
    public @Nullable String url() {
        FlowObserver observer = attributes().observer;
        return observer == null ? null : observer.url();
    }
}
