package dev.weir.shaping.core.rule;

import dev.weir.shaping.Country;
import dev.weir.shaping.Direction;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.lookup.Connection;
import dev.weir.shaping.lookup.GeoLocation;
import dev.weir.shaping.lookup.ProcessInfo;
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
            known.appProto = name;
        }
        return name;
    }

    private GeoLocation location() {
        IpAddress remote = remoteIp();
        if (remote == null) {
            return GeoLocation.UNKNOWN;
        }
        FlowAttributes known = attributes();
        GeoLocation location = known.location;
        if (location == null) {
            GeoLocation found = providers.places().locate(remote);
            location = found == null ? GeoLocation.UNKNOWN : found;
            known.location = location;
        }
        return location;
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
        IpAddress local = localIp();
        IpAddress remote = remoteIp();
        if (local == null || remote == null) {
            return ProcessInfo.UNKNOWN;
        }
        FlowAttributes known = attributes();
        ProcessInfo process = known.process;
        if (process == null) {
            Connection connection = new Connection(ipProto(), local, localPort(), remote, remotePort());
            ProcessInfo found = providers.processes().process(connection);
            process = found == null ? ProcessInfo.UNKNOWN : found;
            known.process = process;
        }
        return process;
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
     * The process among what is kept for a flow. Any thread may ask.
     *
     * @param attributes what is kept for the flow
     * @return the process, or null if nobody asked for it
     */
    public static @Nullable ProcessInfo processOf(@Nullable Object attributes) {
        return attributes instanceof FlowAttributes known ? known.process : null;
    }

    /**
     * Finds the process of the packet's flow and gives it a number, once for each flow.
     *
     * @param numbering gives the number of a process, 0 or more
     * @throws RuntimeException as the resolver does; the flow then has the number of the unknown process
     */
    public void number(ToIntFunction<ProcessInfo> numbering) {
        FlowAttributes known = attributes();
        if (known.processNumber == 0) {
            ProcessInfo process = ProcessInfo.UNKNOWN;
            try {
                process = process();
            } finally {
                known.processNumber = numbering.applyAsInt(process) + 1;
            }
        }
    }

    /**
     * The number of the process among what is kept for a flow. Any thread may ask.
     *
     * @param attributes what is kept for the flow
     * @return the number, or -1 if it has none
     */
    public static int processNumberOf(@Nullable Object attributes) {
        return attributes instanceof FlowAttributes known ? known.processNumber - 1 : -1;
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
        ProcessInfo process = process();
        FlowAttributes known = attributes();
        String name = known.exeName;
        if (name == null) {
            name = process.name();
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
        return providers.networks().ssid(adapter());
    }

    @Override
    public @Nullable String host() {
        IpAddress remote = remoteIp();
        if (remote == null) {
            return null;
        }
        FlowAttributes known = attributes();
        if (!known.hostAsked) {
            known.host = providers.names().hostName(remote);
            known.hostAsked = true;
        }
        return known.host;
    }

    @Override
    public @Nullable String url() {
        return null;
    }
}
