package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.IpNetwork;
import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.core.packet.HeaderDecoder;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.packet.PacketSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the direction of captured packets: outgoing if the source is a local address, incoming otherwise.
 *
 * <p>The source of an ARP packet is the sender's IPv4 address. Any other packet that is not IP is outgoing if it comes from the MAC address from
 * which the last outgoing packet came. Not thread-safe; {@link #direction} allocates nothing.
 */
public final class LocalAddresses {
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;

    private final List<IpNetwork> networks = new ArrayList<>();
    private final PacketSource source = new PacketSource();
    private long localMac = -1;

    /**
     * Local addresses that are known.
     *
     * @param networks addresses or networks; may be empty
     */
    public LocalAddresses(List<IpNetwork> networks) {
        this.networks.addAll(networks);
    }

    /**
     * Adds an address.
     *
     * @param address the address
     */
    public void add(IpAddress address) {
        networks.add(IpNetwork.of(address));
    }

    /**
     * The addresses so far.
     *
     * @return a new list
     */
    public List<IpNetwork> networks() {
        return List.copyOf(networks);
    }

    /**
     * The IP version of the addresses in the packet whose direction was last asked for.
     *
     * @return 4 for IPv4 and ARP, 6 for IPv6, 0 for anything else
     */
    public int lastVersion() {
        return source.version();
    }

    /**
     * The direction of a packet.
     *
     * @param bytes an array that holds it
     * @param offset where it starts
     * @param capturedLength the bytes at hand
     * @param linkType what the first byte is
     * @return its direction
     */
    public Direction direction(byte[] bytes, int offset, int capturedLength, LinkType linkType) {
        source.read(bytes, offset, capturedLength, linkType);
        boolean local = source.version() == 0 ? source.mac() >= 0 && source.mac() == localMac : fromLocal();
        if (local) {
            localMac = source.mac();
        }
        return local ? Direction.OUTGOING : Direction.INCOMING;
    }

    private boolean fromLocal() {
        for (int i = 0; i < networks.size(); i++) {
            if (networks.get(i).contains(source.version(), source.high(), source.low())) {
                return true;
            }
        }
        return false;
    }

    /** Looks for the local address of one IP version: the source of the first TCP SYN, else of the first IP packet. */
    public static final class Finder {
        private final int version;
        private final PacketHeaders headers = new PacketHeaders();
        private boolean any;
        private boolean certain;
        private long high;
        private long low;

        /**
         * A search.
         *
         * @param version 4 or 6
         */
        public Finder(int version) {
            this.version = version;
        }

        /**
         * Looks at a packet.
         *
         * @param bytes an array that holds it
         * @param offset where it starts
         * @param capturedLength the bytes at hand
         * @param linkType what the first byte is
         * @return whether the search is over: this was a SYN
         */
        public boolean look(byte[] bytes, int offset, int capturedLength, LinkType linkType) {
            HeaderDecoder.decode(bytes, offset, capturedLength, linkType, headers);
            if (certain || headers.ipVersion != version) {
                return certain;
            }
            certain = headers.ipProto == IpProtocols.TCP && (headers.tcpFlags & (SYN | ACK)) == SYN;
            if (!any || certain) {
                any = true;
                high = headers.srcHigh;
                low = headers.srcLow;
            }
            return certain;
        }

        /**
         * Whether there was a packet of the version.
         *
         * @return true if {@link #address} has an answer
         */
        public boolean found() {
            return any;
        }

        /**
         * The local address.
         *
         * @return the address
         * @throws IllegalStateException if none was found
         */
        public IpAddress address() {
            if (!any) {
                throw new IllegalStateException("no packet of IP version " + version + " was seen");
            }
            return new IpAddress(version, high, low);
        }
    }
}
