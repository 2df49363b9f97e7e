package dev.weir.shaping;

import java.util.Map;

/**
 * EtherTypes, with the names of the seed (001:690-706).
 *
 * <p>Plain ints, so that any number can be compared with {@link Packet#ethProto()}. Immutable and thread-safe.
 */
public final class EtherTypes {
    /** No next header: 0x0000. */
    public static final int NONE = 0x0000;
    /** LOOP: 0x0060. */
    public static final int LOOP = 0x0060;
    /** ECHO: 0x0200. */
    public static final int ECHO = 0x0200;
    /** IPV4: 0x0800. */
    public static final int IPV4 = 0x0800;
    /** ARP: 0x0806. */
    public static final int ARP = 0x0806;
    /** WAKE ON LAN: 0x0842. */
    public static final int WAKE_ON_LAN = 0x0842;
    /** REVERSE ARP: 0x8035. */
    public static final int REVERSE_ARP = 0x8035;
    /** APPLE TALK: 0x809B. */
    public static final int APPLE_TALK = 0x809B;
    /** APPLE TALK ARP: 0x80F3. */
    public static final int APPLE_TALK_ARP = 0x80F3;
    /** VLAN TAGGED FRAME: 0x8100. */
    public static final int VLAN_TAGGED_FRAME = 0x8100;
    /** NOVELL INTERNETWORK PACKET EXCHANGE: 0x8137. */
    public static final int NOVELL_INTERNETWORK_PACKET_EXCHANGE = 0x8137;
    /** NOVELL: 0x8138. */
    public static final int NOVELL = 0x8138;
    /** IPV6: 0x86DD. */
    public static final int IPV6 = 0x86DD;
    /** MAC CONTROL: 0x8808. */
    public static final int MAC_CONTROL = 0x8808;
    /** COBRA NET: 0x8819. */
    public static final int COBRA_NET = 0x8819;
    /** MULTIPROTOCOL LABEL SWITCHING UNICAST: 0x8847. */
    public static final int MULTIPROTOCOL_LABEL_SWITCHING_UNICAST = 0x8847;
    /** MULTIPROTOCOL LABEL SWITCHING MULTICAST: 0x8848. */
    public static final int MULTIPROTOCOL_LABEL_SWITCHING_MULTICAST = 0x8848;
    /** POINT TO POINT PROTOCOL OVER ETHERNET DISCOVERY STAGE: 0x8863. */
    public static final int POINT_TO_POINT_PROTOCOL_OVER_ETHERNET_DISCOVERY_STAGE = 0x8863;
    /** POINT TO POINT PROTOCOL OVER ETHERNET SESSION STAGE: 0x8864. */
    public static final int POINT_TO_POINT_PROTOCOL_OVER_ETHERNET_SESSION_STAGE = 0x8864;
    /** EXTENSIBLE AUTHENTICATION PROTOCOL OVER LAN: 0x888E. */
    public static final int EXTENSIBLE_AUTHENTICATION_PROTOCOL_OVER_LAN = 0x888E;
    /** PROFINET: 0x8892. */
    public static final int PROFINET = 0x8892;
    /** HYPER SCSI: 0x889A. */
    public static final int HYPER_SCSI = 0x889A;
    /** ATA OVER ETHERNET: 0x88A2. */
    public static final int ATA_OVER_ETHERNET = 0x88A2;
    /** ETHER CAT PROTOCOL: 0x88A4. */
    public static final int ETHER_CAT_PROTOCOL = 0x88A4;
    /** PROVIDER BRIDGING: 0x88A8. */
    public static final int PROVIDER_BRIDGING = 0x88A8;
    /** AVB TRANSPORT PROTOCOL: 0x88B5. */
    public static final int AVB_TRANSPORT_PROTOCOL = 0x88B5;
    /** LLDP: 0x88CC. */
    public static final int LLDP = 0x88CC;
    /** SERIAL REAL TIME COMMUNICATION SYSTEM III: 0x88CD. */
    public static final int SERIAL_REAL_TIME_COMMUNICATION_SYSTEM_III = 0x88CD;
    /** CIRCUIT EMULATION SERVICES OVER ETHERNET: 0x88D8. */
    public static final int CIRCUIT_EMULATION_SERVICES_OVER_ETHERNET = 0x88D8;
    /** HOME PLUG: 0x88E1. */
    public static final int HOME_PLUG = 0x88E1;
    /** MAC SECURITY: 0x88E5. */
    public static final int MAC_SECURITY = 0x88E5;
    /** PRECISION TIME PROTOCOL: 0x88F7. */
    public static final int PRECISION_TIME_PROTOCOL = 0x88F7;
    /** CONNECTIVITY FAULT MANAGEMENT: 0x8902. */
    public static final int CONNECTIVITY_FAULT_MANAGEMENT = 0x8902;
    /** FIBRE CHANNEL OVER ETHERNET: 0x8906. */
    public static final int FIBRE_CHANNEL_OVER_ETHERNET = 0x8906;
    /** FIBRE CHANNEL OVER ETHERNET INITIALIZATION PROTOCOL: 0x8914. */
    public static final int FIBRE_CHANNEL_OVER_ETHERNET_INITIALIZATION_PROTOCOL = 0x8914;
    /** ROCE: 0x8915. */
    public static final int ROCE = 0x8915;
    /** TTE: 0x891D. */
    public static final int TTE = 0x891D;
    /** HSR: 0x892F. */
    public static final int HSR = 0x892F;
    /** Q IN Q: 0x9100. */
    public static final int Q_IN_Q = 0x9100;
    /** VERITAS LOW LATENCY TRANSPORT: 0xCAFE. */
    public static final int VERITAS_LOW_LATENCY_TRANSPORT = 0xCAFE;

    private static final NamedNumbers NAMES = new NamedNumbers(
            "ethertype",
            0xFFFF,
            Map.ofEntries(
                    Map.entry(0x0000, "NONE"),
                    Map.entry(0x0060, "LOOP"),
                    Map.entry(0x0200, "ECHO"),
                    Map.entry(0x0800, "IPV4"),
                    Map.entry(0x0806, "ARP"),
                    Map.entry(0x0842, "WAKE_ON_LAN"),
                    Map.entry(0x8035, "REVERSE_ARP"),
                    Map.entry(0x809B, "APPLE_TALK"),
                    Map.entry(0x80F3, "APPLE_TALK_ARP"),
                    Map.entry(0x8100, "VLAN_TAGGED_FRAME"),
                    Map.entry(0x8137, "NOVELL_INTERNETWORK_PACKET_EXCHANGE"),
                    Map.entry(0x8138, "NOVELL"),
                    Map.entry(0x86DD, "IPV6"),
                    Map.entry(0x8808, "MAC_CONTROL"),
                    Map.entry(0x8819, "COBRA_NET"),
                    Map.entry(0x8847, "MULTIPROTOCOL_LABEL_SWITCHING_UNICAST"),
                    Map.entry(0x8848, "MULTIPROTOCOL_LABEL_SWITCHING_MULTICAST"),
                    Map.entry(0x8863, "POINT_TO_POINT_PROTOCOL_OVER_ETHERNET_DISCOVERY_STAGE"),
                    Map.entry(0x8864, "POINT_TO_POINT_PROTOCOL_OVER_ETHERNET_SESSION_STAGE"),
                    Map.entry(0x888E, "EXTENSIBLE_AUTHENTICATION_PROTOCOL_OVER_LAN"),
                    Map.entry(0x8892, "PROFINET"),
                    Map.entry(0x889A, "HYPER_SCSI"),
                    Map.entry(0x88A2, "ATA_OVER_ETHERNET"),
                    Map.entry(0x88A4, "ETHER_CAT_PROTOCOL"),
                    Map.entry(0x88A8, "PROVIDER_BRIDGING"),
                    Map.entry(0x88B5, "AVB_TRANSPORT_PROTOCOL"),
                    Map.entry(0x88CC, "LLDP"),
                    Map.entry(0x88CD, "SERIAL_REAL_TIME_COMMUNICATION_SYSTEM_III"),
                    Map.entry(0x88D8, "CIRCUIT_EMULATION_SERVICES_OVER_ETHERNET"),
                    Map.entry(0x88E1, "HOME_PLUG"),
                    Map.entry(0x88E5, "MAC_SECURITY"),
                    Map.entry(0x88F7, "PRECISION_TIME_PROTOCOL"),
                    Map.entry(0x8902, "CONNECTIVITY_FAULT_MANAGEMENT"),
                    Map.entry(0x8906, "FIBRE_CHANNEL_OVER_ETHERNET"),
                    Map.entry(0x8914, "FIBRE_CHANNEL_OVER_ETHERNET_INITIALIZATION_PROTOCOL"),
                    Map.entry(0x8915, "ROCE"),
                    Map.entry(0x891D, "TTE"),
                    Map.entry(0x892F, "HSR"),
                    Map.entry(0x9100, "Q_IN_Q"),
                    Map.entry(0xCAFE, "VERITAS_LOW_LATENCY_TRANSPORT")),
            Map.of(
                    "QINQ",
                    0x9100,
                    "EAPOL",
                    0x888E,
                    "IPX",
                    0x8137,
                    "CONNECTIVITY_FAULT_MANAGEMENT_OR_OPERATIONS_ADMINISTRATION_MANAGEMENT",
                    0x8902));

    private EtherTypes() {}

    /**
     * The name of a number.
     *
     * @param number 0 to 65535
     * @return the name, or the number in decimal where it has none
     * @throws IllegalArgumentException if out of range
     */
    public static String nameOf(int number) {
        return NAMES.nameOf(number);
    }

    /**
     * The number of a name.
     *
     * @param name a name of this class in any case and with any separators, or a decimal or {@code 0x} number
     * @return 0 to 65535
     * @throws IllegalArgumentException if there is no such name
     */
    public static int valueOf(String name) {
        return NAMES.valueOf(name);
    }
}
