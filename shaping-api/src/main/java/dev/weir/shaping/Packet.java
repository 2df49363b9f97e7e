package dev.weir.shaping;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A packet as a rule sees it: a read-only view, valid only during the call it is handed to.
 *
 * <p>Header fields come from the outermost IP header, decoded once per packet; reading one costs a field access and allocates
 * nothing. What cannot be decoded reads as unknown, with the value each method names; a malformed packet never makes a
 * method throw. Fields that need a look-up (process, country, host, network, application protocol) are looked up when read, kept for the flow once they
 * are known, and cost nothing when not read; without a provider they are unknown. Not thread-safe: only the thread that was handed the
 * view may use it, and only until it returns.
 *
 * <p>Source of the fields: the published NetBalancer reference (seed 001:473-497).
 */
public interface Packet {
    /**
     * The packet's bytes from the link layer on, read-only. Allocates a small view object; {@link #byteAt} does not.
     *
     * @return a buffer over the captured bytes, position 0
     */
    ByteBuffer body();

    /**
     * One byte of the body.
     *
     * @param index 0 to {@link #capturedLength()} - 1
     * @return 0 to 255, or -1 outside the captured bytes
     */
    int byteAt(int index);

    /**
     * A copy of the body.
     *
     * @return a new array of {@link #capturedLength()} bytes
     */
    byte[] copyBody();

    /**
     * The length of the packet on the line in bytes, from the link layer on. All limits and counters use it.
     *
     * @return 0 or more; larger than {@link #capturedLength()} for a truncated capture
     */
    int length();

    /**
     * The number of bytes at hand.
     *
     * @return 0 to {@link #length()}
     */
    int capturedLength();

    /**
     * What the body starts with.
     *
     * @return the link type
     */
    LinkType linkType();

    /**
     * The packet's direction.
     *
     * @return the direction, never null
     */
    Direction direction();

    /**
     * Whether the packet is received by the local side.
     *
     * @return the opposite of {@link #outgoing()}
     */
    default boolean incoming() {
        return direction() == Direction.INCOMING;
    }

    /**
     * Whether the packet is sent by the local side.
     *
     * @return the opposite of {@link #incoming()}
     */
    default boolean outgoing() {
        return direction() == Direction.OUTGOING;
    }

    /**
     * When the packet entered, in nanoseconds since the engine's start.
     *
     * @return 0 or more
     */
    long timestampNanos();

    /**
     * The EtherType behind all VLAN tags; synthesised from the IP version where there is no link layer.
     *
     * @return 0 to 65535, {@link EtherTypes#NONE} if there is none
     */
    int ethProto();

    /**
     * The VLAN id of the outermost tag.
     *
     * @return 0 to 4095, or -1 without a tag
     */
    int vlanId();

    /**
     * The source MAC address.
     *
     * @return the address, or null without an Ethernet header
     */
    @Nullable
    MacAddress srcMac();

    /**
     * The destination MAC address.
     *
     * @return the address, or null without an Ethernet header
     */
    @Nullable
    MacAddress dstMac();

    /**
     * The MAC address of the local side: source when outgoing, destination when incoming.
     *
     * @return the address, or null without an Ethernet header
     */
    default @Nullable MacAddress localMac() {
        return outgoing() ? srcMac() : dstMac();
    }

    /**
     * The MAC address of the remote side: destination when outgoing, source when incoming.
     *
     * @return the address, or null without an Ethernet header
     */
    default @Nullable MacAddress remoteMac() {
        return outgoing() ? dstMac() : srcMac();
    }

    /**
     * The version of the outermost IP header.
     *
     * @return 4, 6, or 0 if the packet is not IP
     */
    int ipVersion();

    /**
     * The protocol carried by IP; for IPv6 the upper-layer protocol behind the extension headers.
     *
     * @return 0 to 255, or -1 if the packet is not IP
     */
    int ipProto();

    /**
     * The protocol field of the IP header itself: for IPv6 the first next-header value.
     *
     * @return 0 to 255, or -1 if the packet is not IP
     */
    int ipNextHeader();

    /**
     * The source address. Cached per flow: repeated calls for one flow do not allocate.
     *
     * @return the address, or null if the packet is not IP
     */
    @Nullable
    IpAddress srcIp();

    /**
     * The destination address. Cached per flow: repeated calls for one flow do not allocate.
     *
     * @return the address, or null if the packet is not IP
     */
    @Nullable
    IpAddress dstIp();

    /**
     * The local address: source when outgoing, destination when incoming.
     *
     * @return the address, or null if the packet is not IP
     */
    default @Nullable IpAddress localIp() {
        return outgoing() ? srcIp() : dstIp();
    }

    /**
     * The remote address: destination when outgoing, source when incoming.
     *
     * @return the address, or null if the packet is not IP
     */
    default @Nullable IpAddress remoteIp() {
        return outgoing() ? dstIp() : srcIp();
    }

    /**
     * Whether the packet carries ports: TCP, UDP, SCTP, DCCP or UDP-Lite, and not a later fragment.
     *
     * @return true if {@link #srcPort()} and {@link #dstPort()} were read from the packet
     */
    boolean hasPorts();

    /**
     * The source port.
     *
     * @return 0 to 65535, 0 without ports
     */
    int srcPort();

    /**
     * The destination port.
     *
     * @return 0 to 65535, 0 without ports
     */
    int dstPort();

    /**
     * The port of the local side.
     *
     * @return 0 to 65535, 0 without ports
     */
    default int localPort() {
        return outgoing() ? srcPort() : dstPort();
    }

    /**
     * The port of the remote side.
     *
     * @return 0 to 65535, 0 without ports
     */
    default int remotePort() {
        return outgoing() ? dstPort() : srcPort();
    }

    /**
     * The TCP flags byte: CWR 0x80, ECE 0x40, URG 0x20, ACK 0x10, PSH 0x08, RST 0x04, SYN 0x02, FIN 0x01.
     *
     * @return 0 to 255; 0 for anything but TCP and for later fragments
     */
    int tcpFlags();

    /**
     * Whether the TCP FIN flag is set.
     *
     * @return false for anything but TCP
     */
    default boolean fin() {
        return (tcpFlags() & 0x01) != 0;
    }

    /**
     * Whether the TCP SYN flag is set.
     *
     * @return false for anything but TCP
     */
    default boolean syn() {
        return (tcpFlags() & 0x02) != 0;
    }

    /**
     * Whether the TCP RST flag is set.
     *
     * @return false for anything but TCP
     */
    default boolean rst() {
        return (tcpFlags() & 0x04) != 0;
    }

    /**
     * Whether the TCP PSH flag is set.
     *
     * @return false for anything but TCP
     */
    default boolean psh() {
        return (tcpFlags() & 0x08) != 0;
    }

    /**
     * Whether the TCP ACK flag is set.
     *
     * @return false for anything but TCP
     */
    default boolean ack() {
        return (tcpFlags() & 0x10) != 0;
    }

    /**
     * Whether the TCP URG flag is set.
     *
     * @return false for anything but TCP
     */
    default boolean urg() {
        return (tcpFlags() & 0x20) != 0;
    }

    /**
     * The TTL (IPv4) or hop limit (IPv6).
     *
     * @return 0 to 255, or -1 if the packet is not IP
     */
    int ttl();

    /**
     * The Differentiated Services code point.
     *
     * @return 0 to 63, or -1 if the packet is not IP
     */
    int dscp();

    /**
     * The two ECN bits (RFC 3168).
     *
     * @return 0 to 3, or -1 if the packet is not IP
     */
    int ecn();

    /**
     * Whether the packet is a fragment of a larger one: more fragments follow, or its offset is not 0.
     *
     * @return false if the packet is not IP
     */
    boolean fragment();

    /**
     * One byte of the outermost IP header.
     *
     * @param index from the start of the IP header
     * @return 0 to 255, or -1 outside the header or if the packet is not IP
     */
    int ipHeaderByte(int index);

    /**
     * One byte from the transport header on: of TCP, the sequence number is at 4 to 7; of UDP, the payload starts at 8.
     *
     * @param index from the start of the transport header
     * @return 0 to 255, or -1 outside the captured bytes, for later fragments, and if the packet is not IP
     */
    int transportByte(int index);

    /**
     * The number of bytes behind the transport header; of the IP payload for protocols without a known header.
     *
     * @return 0 or more, as the headers tell it; 0 if the packet is not IP
     */
    int payloadLength();

    /**
     * A number that stands for the packet's flow (5-tuple and direction) while the flow is alive.
     *
     * @return 0 or more; -1 before filters have let the packet in
     */
    int flowId();

    /**
     * The application protocol found by a detector or an inspection, lower case, the same for all later packets of the flow.
     *
     * @return such as {@code "http"}, or null while undecided or without either
     */
    @Nullable
    String appProto();

    /**
     * The country of the remote address. No provider is asked for addresses that are in no country: private, loopback, link-local, multicast, broadcast and
     * unspecified ones.
     *
     * @return the country, {@link Country#UNKNOWN} for those addresses and without a provider
     */
    Country country();

    /**
     * Whether the remote address is in a country; {@code "UK"} and {@code "GB"} are the same.
     *
     * @param code a two-letter code
     * @return false if the country is unknown
     * @throws IllegalArgumentException if there is no such code
     */
    default boolean countryIs(String code) {
        return country() == Country.parse(code);
    }

    /**
     * The latitude of the remote address; see {@link #hasLocation()}.
     *
     * @return -90 to 90 degrees, 0 if unknown
     */
    double latitude();

    /**
     * The longitude of the remote address; see {@link #hasLocation()}.
     *
     * @return -180 to 180 degrees, 0 if unknown
     */
    double longitude();

    /**
     * Whether {@link #latitude()} and {@link #longitude()} are known.
     *
     * @return false without a provider, and for the addresses that {@link #country()} leaves out
     */
    boolean hasLocation();

    /**
     * The id of the pipe filter that let the packet in, see {@link dev.weir.shaping.filter.Filter}.
     *
     * @return 1 or more, 0 if none did
     */
    int filter();

    /**
     * The id of the process that owns the packet's connection.
     *
     * @return the id, or -1 if unknown
     */
    int pid();

    /**
     * The full path of that process's executable.
     *
     * @return the path, {@code ""} if unknown
     */
    String executable();

    /**
     * The last segment of {@link #executable()}, whichever of {@code /} and {@code \} separates it.
     *
     * @return the name, {@code ""} if unknown
     */
    String exeName();

    /**
     * Whether {@link #exeName()} is a name, ignoring case.
     *
     * @param name such as {@code "app.exe"}
     * @return true if equal
     */
    default boolean exeNameIs(String name) {
        return exeName().equalsIgnoreCase(name);
    }

    /**
     * The command line of that process.
     *
     * @return the command line, {@code ""} if unknown
     */
    String commandLine();

    /**
     * The name of the user who owns that process.
     *
     * @return the name, {@code ""} if unknown
     */
    String user();

    /**
     * The name of the network adapter.
     *
     * @return the name the backend reports, {@code ""} if it has none
     */
    String adapter();

    /**
     * The id of the network adapter; may be negative.
     *
     * @return the id, 0 if the backend has none
     */
    int adapterId();

    /**
     * What the network adapter leads to.
     *
     * @return the type the backend reports or the recipe sets, {@link AdapterType#ANY} if neither does
     */
    AdapterType adapterType();

    /**
     * The SSID of the adapter's wireless network when the flow was first asked for it.
     *
     * @return the SSID, or null if wired or unknown
     */
    @Nullable
    String ssid();

    /**
     * The host name of the remote side: as the flow itself names it, else as its address was asked for, else as a provider knows it. Not known at first
     * perhaps, and another name once the flow has named it.
     *
     * @return the name, or null if unknown
     */
    @Nullable
    String host();

    /**
     * The URL that the flow asked for first, where an inspection sees one.
     *
     * @return the URL, or null if unknown
     */
    @Nullable
    String url();
}
