package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Direction;
import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.Packet;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Makes conditions. For static import.
 *
 * <p>Local and remote ends are told apart by the packet's direction; source and destination are those of the packet itself. For a
 * rule on both directions of a conversation use local and remote. Thread-safe; every text is read once, here.
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
     * Holds for IP packets with the local address in a set.
     *
     * @param addresses as {@link AddressSet#parse} reads them, or {@code Any} for every packet
     * @return the condition
     * @throws IllegalArgumentException if the text is no list of addresses
     */
    public static Match local(String addresses) {
        return addresses(End.LOCAL, addresses);
    }

    /**
     * Holds for IP packets with the remote address in a set.
     *
     * @param addresses as {@link AddressSet#parse} reads them, or {@code Any} for every packet
     * @return the condition
     * @throws IllegalArgumentException if the text is no list of addresses
     */
    public static Match remote(String addresses) {
        return addresses(End.REMOTE, addresses);
    }

    /**
     * Holds for IP packets with the source address in a set.
     *
     * @param addresses as {@link AddressSet#parse} reads them, or {@code Any} for every packet
     * @return the condition
     * @throws IllegalArgumentException if the text is no list of addresses
     */
    public static Match source(String addresses) {
        return addresses(End.SOURCE, addresses);
    }

    /**
     * Holds for IP packets with the destination address in a set.
     *
     * @param addresses as {@link AddressSet#parse} reads them, or {@code Any} for every packet
     * @return the condition
     * @throws IllegalArgumentException if the text is no list of addresses
     */
    public static Match destination(String addresses) {
        return addresses(End.DESTINATION, addresses);
    }

    private static Match addresses(End end, String text) {
        return text.strip().equalsIgnoreCase("any") ? ANY : new AddressIn(end, AddressSet.parse(text));
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
        String[] items = names.split("[+,]", -1);
        Match match = oneProtocol(items[0].strip());
        for (int i = 1; i < items.length; i++) {
            match = match.or(oneProtocol(items[i].strip()));
        }
        return match;
    }

    private static Match oneProtocol(String name) {
        if (name.equalsIgnoreCase("ip")) {
            return new Ip();
        }
        return name.equalsIgnoreCase("arp") ? new Arp() : new ProtocolIs(IpProtocols.valueOf(name));
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
        return ProcessIs.parse(patterns);
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
     * Holds where a predicate does. It is called on the packet path: it should not block or allocate.
     *
     * @param predicate the predicate
     * @return the condition
     */
    public static Match where(BiPredicate<? super Packet, ? super Context> predicate) {
        return new Where(predicate);
    }
}
