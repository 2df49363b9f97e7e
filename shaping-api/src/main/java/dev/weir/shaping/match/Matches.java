package dev.weir.shaping.match;

import dev.weir.shaping.AdapterType;
import dev.weir.shaping.Context;
import dev.weir.shaping.Country;
import dev.weir.shaping.Direction;
import dev.weir.shaping.EtherTypes;
import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.Packet;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Makes conditions. For static import.
 *
 * <p>Local and remote ends are told apart by the packet's direction; source and destination are those of the packet itself. For a
 * rule on both directions of a conversation use local and remote. Thread-safe; every text is read once, here.
 *
 * <p>Lists of addresses have items separated by commas: IP addresses, networks, ranges and masks as {@link AddressSet#parse} reads them, MAC addresses and ranges
 * as {@link MacSet#parse} does, {@code @name} for an {@link AddressGroup} of the shaper, {@code Local host} for the shaper's own addresses, and names of hosts.
 * A host's name means the addresses that the run's resolver told last, none before the first answer; that of a remote host also means packets for which
 * {@link Packet#host} knows this name. Names with {@code *} and {@code ?} are of remote hosts only, and mean just the latter. A set has to be known, a packet has to have the
 * address: what is unknown meets no condition.
 */
public final class Matches {
    private static final Match ANY = new Always();

    private Matches() {}

    /**
     * Holds for every packet.
     *
     * @return the condition
     */
    public static Match any() {
        return ANY;
    }

    /**
     * Holds for packets that the local side receives.
     *
     * @return the condition
     */
    public static Match incoming() {
        return new DirectionIs(Direction.INCOMING);
    }

    /**
     * Holds for packets that the local side sends.
     *
     * @return the condition
     */
    public static Match outgoing() {
        return new DirectionIs(Direction.OUTGOING);
    }

    /**
     * Holds for packets with one of some local addresses.
     *
     * @param addresses a list as told above, or {@code Any} for every packet
     * @return the condition
     * @throws IllegalArgumentException if the text is no such list
     */
    public static Match local(String addresses) {
        return endpoints(End.LOCAL, addresses);
    }

    /**
     * Holds for packets with one of some remote addresses.
     *
     * @param addresses a list as told above, or {@code Any} for every packet
     * @return the condition
     * @throws IllegalArgumentException if the text is no such list
     */
    public static Match remote(String addresses) {
        return endpoints(End.REMOTE, addresses);
    }

    /**
     * Holds for packets with one of some source addresses.
     *
     * @param addresses a list as told above, or {@code Any} for every packet
     * @return the condition
     * @throws IllegalArgumentException if the text is no such list
     */
    public static Match source(String addresses) {
        return endpoints(End.SOURCE, addresses);
    }

    /**
     * Holds for packets with one of some destination addresses.
     *
     * @param addresses a list as told above, or {@code Any} for every packet
     * @return the condition
     * @throws IllegalArgumentException if the text is no such list
     */
    public static Match destination(String addresses) {
        return endpoints(End.DESTINATION, addresses);
    }

    private static Match endpoints(End end, String text) {
        EndpointList list = EndpointList.parse(text);
        if (list.any()) {
            return ANY;
        }
        List<Match> parts = new ArrayList<>();
        if (!list.members().addresses().isEmpty()) {
            parts.add(new AddressIn(end, list.members().addresses()));
        }
        if (!list.members().macs().isEmpty()) {
            parts.add(new MacIn(end, list.members().macs()));
        }
        list.names().forEach(name -> parts.add(new NamedAddress(end, name)));
        List<String> hosts = hosts(end, list);
        if (!hosts.isEmpty()) {
            parts.add(new HostIs(hosts));
        }
        return AnyOf.of(parts);
    }

    /** The names of hosts by which a remote end may be known without its address being resolved. */
    private static List<String> hosts(End end, EndpointList list) {
        if (end == End.REMOTE) {
            return list.hosts();
        }
        if (!list.hostPatterns().isEmpty()) {
            throw new IllegalArgumentException("host name with wildcards must be that of the remote end: \""
                    + String.join(", ", list.hostPatterns()) + "\"");
        }
        return List.of();
    }

    /**
     * Holds for packets that have ports, with the local one in a set.
     *
     * @param ports as {@link PortSet#parse} reads them
     * @return the condition
     * @throws IllegalArgumentException if the text is no list of ports
     */
    public static Match localPorts(String ports) {
        return new PortIn(End.LOCAL, PortSet.parse(ports));
    }

    /**
     * Holds for packets that have ports, with the remote one in a set.
     *
     * @param ports as {@link PortSet#parse} reads them
     * @return the condition
     * @throws IllegalArgumentException if the text is no list of ports
     */
    public static Match remotePorts(String ports) {
        return new PortIn(End.REMOTE, PortSet.parse(ports));
    }

    /**
     * Holds for packets that have ports, with the source port in a set.
     *
     * @param ports as {@link PortSet#parse} reads them
     * @return the condition
     * @throws IllegalArgumentException if the text is no list of ports
     */
    public static Match sourcePorts(String ports) {
        return new PortIn(End.SOURCE, PortSet.parse(ports));
    }

    /**
     * Holds for packets that have ports, with the destination port in a set.
     *
     * @param ports as {@link PortSet#parse} reads them
     * @return the condition
     * @throws IllegalArgumentException if the text is no list of ports
     */
    public static Match destinationPorts(String ports) {
        return new PortIn(End.DESTINATION, PortSet.parse(ports));
    }

    /**
     * Holds for IP packets that carry a protocol.
     *
     * @param number the protocol's number, 0 to 255
     * @return the condition
     * @throws IllegalArgumentException if out of range
     */
    public static Match protocol(int number) {
        return new ProtocolIs(number);
    }

    /**
     * Holds for packets of one of some protocols.
     *
     * @param names separated by {@code +} or commas, in any case: names of {@link IpProtocols} or numbers, {@code IP} for both IP
     *     versions, {@code ARP}
     * @return the condition
     * @throws IllegalArgumentException if a name is unknown
     */
    public static Match protocol(String names) {
        return AnyOf.of(Words.split(names.replace('+', ',')).stream()
                .map(Matches::oneProtocol)
                .toList());
    }

    private static Match oneProtocol(String name) {
        if (name.equalsIgnoreCase("ip")) {
            return new Ip();
        }
        return name.equalsIgnoreCase("arp")
                ? new EtherTypeIs(EtherTypes.ARP)
                : new ProtocolIs(IpProtocols.valueOf(name));
    }

    /**
     * Holds for packets of processes whose executable fits one of some patterns; never where the process is unknown.
     *
     * <p>A pattern without {@code /} and {@code \} is compared with the executable's name, any other with its full path; {@code *}
     * stands for any characters, {@code ?} for one. A pattern without a dot also fits the name without {@code .exe}. Case does not count
     * for executables of Windows: those with a {@code \} in the path, or named {@code .exe}.
     *
     * @param patterns the patterns, separated by commas
     * @return the condition
     * @throws IllegalArgumentException if a pattern is blank
     */
    public static Match process(String patterns) {
        return new ProcessIs(Words.split(patterns));
    }

    /**
     * Holds for packets of processes with one of some texts in their command line; never where the process is unknown. Case counts as for {@link #process}.
     *
     * @param texts the texts, separated by commas; {@code *} stands for any characters, {@code ?} for one
     * @return the condition
     * @throws IllegalArgumentException if a text is blank
     */
    public static Match commandLine(String texts) {
        return new CommandLineHas(Words.split(texts));
    }

    /**
     * Holds for packets of processes by their ids.
     *
     * @param ids numbers and ranges, such as {@code 9001, 9100-9200}
     * @return the condition
     * @throws IllegalArgumentException if the text is no list of numbers
     */
    public static Match pids(String ids) {
        return new PidIn(NumberSet.parse("process id", ids, 0, Integer.MAX_VALUE));
    }

    /**
     * Holds for packets of processes by their users, whatever the case.
     *
     * @param names separated by commas; a bare name fits in every domain, others have the domain and a backslash before
     * @return the condition
     * @throws IllegalArgumentException if a name is blank
     */
    public static Match user(String names) {
        return new UserIs(Words.split(names));
    }

    /**
     * Holds for packets of a network adapter.
     *
     * @param id the adapter's id; may be negative
     * @return the condition
     */
    public static Match adapter(int id) {
        return new AdapterIs(id);
    }

    /**
     * Holds for packets of network adapters of a name.
     *
     * @param name the name, compared with case
     * @return the condition
     * @throws IllegalArgumentException if it is blank
     */
    public static Match adapterName(String name) {
        return new AdapterNameIs(name);
    }

    /**
     * Holds for packets of network adapters of some types.
     *
     * @param types at least one; {@link AdapterType#ANY} are those whose type was not told
     * @return the condition
     * @throws IllegalArgumentException if there is none
     */
    public static Match adapterType(AdapterType... types) {
        return new AdapterTypeIs(Set.copyOf(List.of(types)));
    }

    /**
     * Holds for packets of adapters in a wireless network.
     *
     * @param name the SSID, compared with case
     * @return the condition
     * @throws IllegalArgumentException if it does not have 1 to 32 bytes
     */
    public static Match ssid(String name) {
        return new SsidIs(name);
    }

    /**
     * Holds for packets with a remote address in one of some countries; never where the country is unknown.
     *
     * @param codes two-letter codes, separated by commas, in any case; {@code UK} and {@code EL} are {@code GB} and {@code GR}
     * @return the condition
     * @throws IllegalArgumentException if one is no code of a country
     */
    public static Match countries(String codes) {
        return new CountryIs(Words.split(codes).stream().map(Country::parse).collect(Collectors.toSet()));
    }

    /**
     * Holds for packets with a remote address in one of some countries.
     *
     * @param countries at least one, none of them unknown
     * @return the condition
     * @throws IllegalArgumentException if there is none, or one is unknown
     */
    public static Match countries(Country... countries) {
        return new CountryIs(Set.copyOf(List.of(countries)));
    }

    /**
     * Holds for packets with the source or the destination MAC address in a set.
     *
     * @param addresses as {@link MacSet#parse} reads them
     * @return the condition
     * @throws IllegalArgumentException if the text is no list of MAC addresses
     */
    public static Match mac(String addresses) {
        MacSet set = MacSet.parse(addresses);
        return new MacIn(End.SOURCE, set).or(new MacIn(End.DESTINATION, set));
    }

    /**
     * Holds for packets of an EtherType, behind all VLAN tags.
     *
     * @param type 0 to 65535, see {@link EtherTypes}
     * @return the condition
     * @throws IllegalArgumentException if out of range
     */
    public static Match etherType(int type) {
        return new EtherTypeIs(type);
    }

    /**
     * Holds for packets of one of some EtherTypes.
     *
     * @param names separated by commas: names of {@link EtherTypes} in any case, or decimal or {@code 0x} numbers
     * @return the condition
     * @throws IllegalArgumentException if a name is unknown
     */
    public static Match etherType(String names) {
        return AnyOf.of(Words.split(names).stream()
                .map(name -> new EtherTypeIs(EtherTypes.valueOf(name)))
                .toList());
    }

    /**
     * Holds for IP packets with one of some Differentiated Services code points.
     *
     * @param codePoints numbers and ranges, 0 to 63
     * @return the condition
     * @throws IllegalArgumentException if the text is no list of code points
     */
    public static Match dscp(String codePoints) {
        return ipHeader(HeaderField.DSCP, codePoints);
    }

    /**
     * Holds for IP packets with some values of the ECN bits.
     *
     * @param values numbers and ranges, 0 to 3
     * @return the condition
     * @throws IllegalArgumentException if the text is no list of values
     */
    public static Match ecn(String values) {
        return ipHeader(HeaderField.ECN, values);
    }

    /**
     * Holds for IPv4 packets by their time to live and for IPv6 packets by their hop limit.
     *
     * @param values numbers and ranges, 0 to 255
     * @return the condition
     * @throws IllegalArgumentException if the text is no list of values
     */
    public static Match ttl(String values) {
        return ipHeader(HeaderField.TTL, values).or(ipHeader(HeaderField.HOP_LIMIT, values));
    }

    /**
     * Holds for IP packets with some values of a header field; not for packets without the field.
     *
     * @param field the field
     * @param values numbers and ranges that fit the field
     * @return the condition
     * @throws IllegalArgumentException if the text is no list of values
     */
    public static Match ipHeader(HeaderField field, String values) {
        return new HeaderFieldIn(field, NumberSet.parse(field + " value", values, 0, field.most()));
    }

    /**
     * Holds for IP packets by comparing a header field with a value; not for packets without the field.
     *
     * @param field the field
     * @param comparison how to compare
     * @param value a value that fits the field
     * @return the condition
     * @throws IllegalArgumentException if the value does not fit, or no value compares so
     */
    public static Match ipHeader(HeaderField field, Comparison comparison, long value) {
        return new HeaderFieldIn(field, comparison.of(field, value));
    }

    /**
     * Holds for IP packets with certain bits somewhere in the IP header; not where the header ends before.
     *
     * @param offset of the first byte, from the start of the IP header; 0 to 255
     * @param width bytes: 1, 2 or 4
     * @param mask the bits compared
     * @param value what they must be
     * @return the condition
     * @throws IllegalArgumentException if one is out of range, or the value has bits outside the mask
     */
    public static Match ipHeader(int offset, int width, long mask, long value) {
        return new HeaderBits(offset, width, mask, value);
    }

    /**
     * Holds for packets of flows that speak one of some application protocols; never before a detector knows.
     *
     * @param names separated by commas, in any case
     * @return the condition
     * @throws IllegalArgumentException if a name is blank
     */
    public static Match application(String names) {
        return new ApplicationIs(Words.split(names));
    }

    /**
     * Holds for packets whose remote host has one of some names; never where the name is unknown.
     *
     * @param names separated by commas, in any case; {@code *} stands for any characters, {@code ?} for one
     * @return the condition
     * @throws IllegalArgumentException if a name is blank
     */
    public static Match host(String names) {
        return new HostIs(Words.split(names));
    }

    /**
     * Holds for packets to and from a web site, its sub-domains included, and if there is a path for URLs that begin so. Never where host or URL is unknown.
     *
     * @param url such as {@code example.org} or {@code https://example.org/news}, in any case; scheme, user and port do not count, {@code *} stands for any characters
     * @return the condition
     * @throws IllegalArgumentException if there is no host
     */
    public static Match url(String url) {
        return UrlIs.parse(url);
    }

    /**
     * Holds for packets that pipe filters of some ids let in.
     *
     * @param ids numbers and ranges, from 1; packets never have ids of 2 147 483 648 and above
     * @return the condition
     * @throws IllegalArgumentException if the text is no list of numbers
     */
    public static Match filter(String ids) {
        return new FilterIn(NumberSet.parse("filter id", ids, 1, Long.MAX_VALUE));
    }

    /**
     * Holds for packets with the remote address in one of some block lists.
     *
     * @param lists at least one
     * @return the condition
     * @throws IllegalArgumentException if there is none
     */
    public static Match blockList(BlockList... lists) {
        return new BlockListed(List.of(lists));
    }

    /**
     * Holds from a minute of the day until before another, in the engine's zone. Where the second is the earlier, the time goes over
     * midnight. An hour that the clock skips does not occur, one that it repeats applies twice.
     *
     * @param from the first minute
     * @param to the minute behind the last
     * @return the condition
     * @throws IllegalArgumentException if the two are equal or not whole minutes
     */
    public static Match time(LocalTime from, LocalTime to) {
        return TimeOfDay.of(from, to);
    }

    /**
     * Holds from a minute of the day until before another, as {@link #time(LocalTime, LocalTime)} does.
     *
     * @param from the first minute since midnight, 0 to 1440
     * @param to the minute behind the last, 0 to 1440
     * @return the condition
     * @throws IllegalArgumentException if one is out of range, or no minute lies between them
     */
    public static Match time(int from, int to) {
        return new TimeOfDay(from, to);
    }

    /**
     * Holds on days of the week, in the engine's zone. The day is that of the packet, also behind midnight.
     *
     * @param days the days, at least one
     * @return the condition
     * @throws IllegalArgumentException if there is none
     */
    public static Match daysOfWeek(DayOfWeek... days) {
        return new DaysOfWeek(Set.copyOf(List.of(days)));
    }

    /**
     * Holds on days of the month, in the engine's zone. The 31st does not occur in a month of 30 days.
     *
     * @param days 1 to 31, at least one
     * @return the condition
     * @throws IllegalArgumentException if there is none, or one is out of range
     */
    public static Match daysOfMonth(long... days) {
        return new DaysOfMonth(NumberSet.of("day of month", 1, 31, days));
    }

    /**
     * Holds in months of the year, in the engine's zone.
     *
     * @param months the months, at least one
     * @return the condition
     * @throws IllegalArgumentException if there is none
     */
    public static Match months(Month... months) {
        return new Months(Set.copyOf(List.of(months)));
    }

    /**
     * Holds where a predicate does. It is called on the packet path: it should not block or allocate. In a conjunction it is called in its place: as the last part,
     * {@code remotePorts("443").and(where(..))}, only for packets that meet all others.
     *
     * @param predicate the predicate
     * @return the condition
     */
    public static Match where(BiPredicate<? super Packet, ? super Context> predicate) {
        return new Where(predicate);
    }
}
