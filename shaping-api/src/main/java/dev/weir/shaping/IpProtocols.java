package dev.weir.shaping;

import java.util.Map;

/**
 * IP protocol numbers: the IANA list, with the names of the seed (001:708-718).
 *
 * <p>Plain ints, so that any number can be compared with {@link Packet#ipProto()}. Immutable and thread-safe.
 */
public final class IpProtocols {
    /** The dummy protocol for TCP: 0, the same number as {@link #HOPOPTS}. */
    public static final int IP = 0;
    /** IPv6 hop-by-hop options: 0. */
    public static final int HOPOPTS = 0;
    /** Internet Control Message Protocol: 1. */
    public static final int ICMP = 1;
    /** IGMP: 2. */
    public static final int IGMP = 2;
    /** GGP: 3. */
    public static final int GGP = 3;
    /** IPIP: 4. */
    public static final int IPIP = 4;
    /** ST: 5. */
    public static final int ST = 5;
    /** Transmission Control Protocol: 6. */
    public static final int TCP = 6;
    /** CBT: 7. */
    public static final int CBT = 7;
    /** EGP: 8. */
    public static final int EGP = 8;
    /** IGP: 9. */
    public static final int IGP = 9;
    /** BBN RCC MON: 10. */
    public static final int BBN_RCC_MON = 10;
    /** NVP II: 11. */
    public static final int NVP_II = 11;
    /** PUP: 12. */
    public static final int PUP = 12;
    /** ARGUS: 13. */
    public static final int ARGUS = 13;
    /** EMCON: 14. */
    public static final int EMCON = 14;
    /** XNET: 15. */
    public static final int XNET = 15;
    /** CHAOS: 16. */
    public static final int CHAOS = 16;
    /** User Datagram Protocol: 17. */
    public static final int UDP = 17;
    /** MUX: 18. */
    public static final int MUX = 18;
    /** DCN MEAS: 19. */
    public static final int DCN_MEAS = 19;
    /** HMP: 20. */
    public static final int HMP = 20;
    /** PRM: 21. */
    public static final int PRM = 21;
    /** IDP: 22. */
    public static final int IDP = 22;
    /** TRUNK 1: 23. */
    public static final int TRUNK_1 = 23;
    /** TRUNK 2: 24. */
    public static final int TRUNK_2 = 24;
    /** LEAF 1: 25. */
    public static final int LEAF_1 = 25;
    /** LEAF 2: 26. */
    public static final int LEAF_2 = 26;
    /** RDP: 27. */
    public static final int RDP = 27;
    /** IRTP: 28. */
    public static final int IRTP = 28;
    /** TP: 29. */
    public static final int TP = 29;
    /** NETBLT: 30. */
    public static final int NETBLT = 30;
    /** MFE NSP: 31. */
    public static final int MFE_NSP = 31;
    /** MERIT INP: 32. */
    public static final int MERIT_INP = 32;
    /** DCCP: 33. */
    public static final int DCCP = 33;
    /** THREE PC: 34. */
    public static final int THREE_PC = 34;
    /** IDPR: 35. */
    public static final int IDPR = 35;
    /** XTP: 36. */
    public static final int XTP = 36;
    /** DDP: 37. */
    public static final int DDP = 37;
    /** IDPR CMTP: 38. */
    public static final int IDPR_CMTP = 38;
    /** TP PLUS PLUS: 39. */
    public static final int TP_PLUS_PLUS = 39;
    /** IL: 40. */
    public static final int IL = 40;
    /** IPV6: 41. */
    public static final int IPV6 = 41;
    /** SDRP: 42. */
    public static final int SDRP = 42;
    /** ROUTING: 43. */
    public static final int ROUTING = 43;
    /** FRAGMENT: 44. */
    public static final int FRAGMENT = 44;
    /** IDRP: 45. */
    public static final int IDRP = 45;
    /** RSVP: 46. */
    public static final int RSVP = 46;
    /** GRE: 47. */
    public static final int GRE = 47;
    /** DSR: 48. */
    public static final int DSR = 48;
    /** BNA: 49. */
    public static final int BNA = 49;
    /** ESP: 50. */
    public static final int ESP = 50;
    /** AH: 51. */
    public static final int AH = 51;
    /** I NLSP: 52. */
    public static final int I_NLSP = 52;
    /** SWIPE: 53. */
    public static final int SWIPE = 53;
    /** NARP: 54. */
    public static final int NARP = 54;
    /** MOBILE: 55. */
    public static final int MOBILE = 55;
    /** TLSP: 56. */
    public static final int TLSP = 56;
    /** SKIP: 57. */
    public static final int SKIP = 57;
    /** ICMP for IPv6: 58. */
    public static final int ICMPV6 = 58;
    /** No next header: 59. */
    public static final int NONE = 59;
    /** DSTOPTS: 60. */
    public static final int DSTOPTS = 60;
    /** ANY HOST INTERNAL: 61. */
    public static final int ANY_HOST_INTERNAL = 61;
    /** CFTP: 62. */
    public static final int CFTP = 62;
    /** ANY LOCAL NETWORK: 63. */
    public static final int ANY_LOCAL_NETWORK = 63;
    /** SAT EXPAK: 64. */
    public static final int SAT_EXPAK = 64;
    /** KRYPTOLAN: 65. */
    public static final int KRYPTOLAN = 65;
    /** RVD: 66. */
    public static final int RVD = 66;
    /** IPPC: 67. */
    public static final int IPPC = 67;
    /** ANY DISTRIBUTED FILE SYSTEM: 68. */
    public static final int ANY_DISTRIBUTED_FILE_SYSTEM = 68;
    /** SAT MON: 69. */
    public static final int SAT_MON = 69;
    /** VISA: 70. */
    public static final int VISA = 70;
    /** IPCV: 71. */
    public static final int IPCV = 71;
    /** CPNX: 72. */
    public static final int CPNX = 72;
    /** CPHB: 73. */
    public static final int CPHB = 73;
    /** WSN: 74. */
    public static final int WSN = 74;
    /** PVP: 75. */
    public static final int PVP = 75;
    /** BR SAT MON: 76. */
    public static final int BR_SAT_MON = 76;
    /** SUN ND: 77. */
    public static final int SUN_ND = 77;
    /** WB MON: 78. */
    public static final int WB_MON = 78;
    /** WB EXPAK: 79. */
    public static final int WB_EXPAK = 79;
    /** ISO IP: 80. */
    public static final int ISO_IP = 80;
    /** VMTP: 81. */
    public static final int VMTP = 81;
    /** SECURE VMTP: 82. */
    public static final int SECURE_VMTP = 82;
    /** VINES: 83. */
    public static final int VINES = 83;
    /** TTP: 84. */
    public static final int TTP = 84;
    /** NSFNET IGP: 85. */
    public static final int NSFNET_IGP = 85;
    /** DGP: 86. */
    public static final int DGP = 86;
    /** TCF: 87. */
    public static final int TCF = 87;
    /** EIGRP: 88. */
    public static final int EIGRP = 88;
    /** OSPF: 89. */
    public static final int OSPF = 89;
    /** SPRITE RPC: 90. */
    public static final int SPRITE_RPC = 90;
    /** LARP: 91. */
    public static final int LARP = 91;
    /** MTP: 92. */
    public static final int MTP = 92;
    /** AX 25: 93. */
    public static final int AX_25 = 93;
    /** IPIP ENCAPSULATION: 94. */
    public static final int IPIP_ENCAPSULATION = 94;
    /** MICP: 95. */
    public static final int MICP = 95;
    /** SCC SP: 96. */
    public static final int SCC_SP = 96;
    /** ETHERIP: 97. */
    public static final int ETHERIP = 97;
    /** ENCAP: 98. */
    public static final int ENCAP = 98;
    /** ANY PRIVATE ENCRYPTION: 99. */
    public static final int ANY_PRIVATE_ENCRYPTION = 99;
    /** GMTP: 100. */
    public static final int GMTP = 100;
    /** IFMP: 101. */
    public static final int IFMP = 101;
    /** PNNI: 102. */
    public static final int PNNI = 102;
    /** PIM: 103. */
    public static final int PIM = 103;
    /** ARIS: 104. */
    public static final int ARIS = 104;
    /** SCPS: 105. */
    public static final int SCPS = 105;
    /** QNX: 106. */
    public static final int QNX = 106;
    /** ACTIVE NETWORKS: 107. */
    public static final int ACTIVE_NETWORKS = 107;
    /** COMP: 108. */
    public static final int COMP = 108;
    /** SNP: 109. */
    public static final int SNP = 109;
    /** COMPAQ PEER: 110. */
    public static final int COMPAQ_PEER = 110;
    /** IPX IN IP: 111. */
    public static final int IPX_IN_IP = 111;
    /** VRRP: 112. */
    public static final int VRRP = 112;
    /** PGM: 113. */
    public static final int PGM = 113;
    /** ANY ZERO HOP: 114. */
    public static final int ANY_ZERO_HOP = 114;
    /** L2TP: 115. */
    public static final int L2TP = 115;
    /** DDX: 116. */
    public static final int DDX = 116;
    /** IATP: 117. */
    public static final int IATP = 117;
    /** STP: 118. */
    public static final int STP = 118;
    /** SRP: 119. */
    public static final int SRP = 119;
    /** UTI: 120. */
    public static final int UTI = 120;
    /** SMP: 121. */
    public static final int SMP = 121;
    /** SM: 122. */
    public static final int SM = 122;
    /** PTP: 123. */
    public static final int PTP = 123;
    /** ISIS OVER IPV4: 124. */
    public static final int ISIS_OVER_IPV4 = 124;
    /** FIRE: 125. */
    public static final int FIRE = 125;
    /** CRTP: 126. */
    public static final int CRTP = 126;
    /** CRUDP: 127. */
    public static final int CRUDP = 127;
    /** SSCOPMCE: 128. */
    public static final int SSCOPMCE = 128;
    /** IPLT: 129. */
    public static final int IPLT = 129;
    /** SPS: 130. */
    public static final int SPS = 130;
    /** PIPE: 131. */
    public static final int PIPE = 131;
    /** Stream Control Transmission Protocol: 132. */
    public static final int SCTP = 132;
    /** FC: 133. */
    public static final int FC = 133;
    /** RSVP E2E IGNORE: 134. */
    public static final int RSVP_E2E_IGNORE = 134;
    /** MOBILITY: 135. */
    public static final int MOBILITY = 135;
    /** UDPLITE: 136. */
    public static final int UDPLITE = 136;
    /** MPLS IN IP: 137. */
    public static final int MPLS_IN_IP = 137;
    /** MANET: 138. */
    public static final int MANET = 138;
    /** HOSTIDENTITY: 139. */
    public static final int HOSTIDENTITY = 139;
    /** SHIM6: 140. */
    public static final int SHIM6 = 140;
    /** WESP: 141. */
    public static final int WESP = 141;
    /** ROHC: 142. */
    public static final int ROHC = 142;
    /** ETHERNET: 143. */
    public static final int ETHERNET = 143;
    /** AGGFRAG: 144. */
    public static final int AGGFRAG = 144;
    /** NSH: 145. */
    public static final int NSH = 145;
    /** RESERVEDTYPE253: 253. */
    public static final int RESERVEDTYPE253 = 253;
    /** RESERVEDTYPE254: 254. */
    public static final int RESERVEDTYPE254 = 254;
    /** Raw IP: 255. */
    public static final int RAW = 255;

    private static final NamedNumbers NAMES = new NamedNumbers(
            "ip protocol",
            255,
            Map.ofEntries(
                    Map.entry(0, "HOPOPTS"),
                    Map.entry(1, "ICMP"),
                    Map.entry(2, "IGMP"),
                    Map.entry(3, "GGP"),
                    Map.entry(4, "IPIP"),
                    Map.entry(5, "ST"),
                    Map.entry(6, "TCP"),
                    Map.entry(7, "CBT"),
                    Map.entry(8, "EGP"),
                    Map.entry(9, "IGP"),
                    Map.entry(10, "BBN_RCC_MON"),
                    Map.entry(11, "NVP_II"),
                    Map.entry(12, "PUP"),
                    Map.entry(13, "ARGUS"),
                    Map.entry(14, "EMCON"),
                    Map.entry(15, "XNET"),
                    Map.entry(16, "CHAOS"),
                    Map.entry(17, "UDP"),
                    Map.entry(18, "MUX"),
                    Map.entry(19, "DCN_MEAS"),
                    Map.entry(20, "HMP"),
                    Map.entry(21, "PRM"),
                    Map.entry(22, "IDP"),
                    Map.entry(23, "TRUNK_1"),
                    Map.entry(24, "TRUNK_2"),
                    Map.entry(25, "LEAF_1"),
                    Map.entry(26, "LEAF_2"),
                    Map.entry(27, "RDP"),
                    Map.entry(28, "IRTP"),
                    Map.entry(29, "TP"),
                    Map.entry(30, "NETBLT"),
                    Map.entry(31, "MFE_NSP"),
                    Map.entry(32, "MERIT_INP"),
                    Map.entry(33, "DCCP"),
                    Map.entry(34, "THREE_PC"),
                    Map.entry(35, "IDPR"),
                    Map.entry(36, "XTP"),
                    Map.entry(37, "DDP"),
                    Map.entry(38, "IDPR_CMTP"),
                    Map.entry(39, "TP_PLUS_PLUS"),
                    Map.entry(40, "IL"),
                    Map.entry(41, "IPV6"),
                    Map.entry(42, "SDRP"),
                    Map.entry(43, "ROUTING"),
                    Map.entry(44, "FRAGMENT"),
                    Map.entry(45, "IDRP"),
                    Map.entry(46, "RSVP"),
                    Map.entry(47, "GRE"),
                    Map.entry(48, "DSR"),
                    Map.entry(49, "BNA"),
                    Map.entry(50, "ESP"),
                    Map.entry(51, "AH"),
                    Map.entry(52, "I_NLSP"),
                    Map.entry(53, "SWIPE"),
                    Map.entry(54, "NARP"),
                    Map.entry(55, "MOBILE"),
                    Map.entry(56, "TLSP"),
                    Map.entry(57, "SKIP"),
                    Map.entry(58, "ICMPV6"),
                    Map.entry(59, "NONE"),
                    Map.entry(60, "DSTOPTS"),
                    Map.entry(61, "ANY_HOST_INTERNAL"),
                    Map.entry(62, "CFTP"),
                    Map.entry(63, "ANY_LOCAL_NETWORK"),
                    Map.entry(64, "SAT_EXPAK"),
                    Map.entry(65, "KRYPTOLAN"),
                    Map.entry(66, "RVD"),
                    Map.entry(67, "IPPC"),
                    Map.entry(68, "ANY_DISTRIBUTED_FILE_SYSTEM"),
                    Map.entry(69, "SAT_MON"),
                    Map.entry(70, "VISA"),
                    Map.entry(71, "IPCV"),
                    Map.entry(72, "CPNX"),
                    Map.entry(73, "CPHB"),
                    Map.entry(74, "WSN"),
                    Map.entry(75, "PVP"),
                    Map.entry(76, "BR_SAT_MON"),
                    Map.entry(77, "SUN_ND"),
                    Map.entry(78, "WB_MON"),
                    Map.entry(79, "WB_EXPAK"),
                    Map.entry(80, "ISO_IP"),
                    Map.entry(81, "VMTP"),
                    Map.entry(82, "SECURE_VMTP"),
                    Map.entry(83, "VINES"),
                    Map.entry(84, "TTP"),
                    Map.entry(85, "NSFNET_IGP"),
                    Map.entry(86, "DGP"),
                    Map.entry(87, "TCF"),
                    Map.entry(88, "EIGRP"),
                    Map.entry(89, "OSPF"),
                    Map.entry(90, "SPRITE_RPC"),
                    Map.entry(91, "LARP"),
                    Map.entry(92, "MTP"),
                    Map.entry(93, "AX_25"),
                    Map.entry(94, "IPIP_ENCAPSULATION"),
                    Map.entry(95, "MICP"),
                    Map.entry(96, "SCC_SP"),
                    Map.entry(97, "ETHERIP"),
                    Map.entry(98, "ENCAP"),
                    Map.entry(99, "ANY_PRIVATE_ENCRYPTION"),
                    Map.entry(100, "GMTP"),
                    Map.entry(101, "IFMP"),
                    Map.entry(102, "PNNI"),
                    Map.entry(103, "PIM"),
                    Map.entry(104, "ARIS"),
                    Map.entry(105, "SCPS"),
                    Map.entry(106, "QNX"),
                    Map.entry(107, "ACTIVE_NETWORKS"),
                    Map.entry(108, "COMP"),
                    Map.entry(109, "SNP"),
                    Map.entry(110, "COMPAQ_PEER"),
                    Map.entry(111, "IPX_IN_IP"),
                    Map.entry(112, "VRRP"),
                    Map.entry(113, "PGM"),
                    Map.entry(114, "ANY_ZERO_HOP"),
                    Map.entry(115, "L2TP"),
                    Map.entry(116, "DDX"),
                    Map.entry(117, "IATP"),
                    Map.entry(118, "STP"),
                    Map.entry(119, "SRP"),
                    Map.entry(120, "UTI"),
                    Map.entry(121, "SMP"),
                    Map.entry(122, "SM"),
                    Map.entry(123, "PTP"),
                    Map.entry(124, "ISIS_OVER_IPV4"),
                    Map.entry(125, "FIRE"),
                    Map.entry(126, "CRTP"),
                    Map.entry(127, "CRUDP"),
                    Map.entry(128, "SSCOPMCE"),
                    Map.entry(129, "IPLT"),
                    Map.entry(130, "SPS"),
                    Map.entry(131, "PIPE"),
                    Map.entry(132, "SCTP"),
                    Map.entry(133, "FC"),
                    Map.entry(134, "RSVP_E2E_IGNORE"),
                    Map.entry(135, "MOBILITY"),
                    Map.entry(136, "UDPLITE"),
                    Map.entry(137, "MPLS_IN_IP"),
                    Map.entry(138, "MANET"),
                    Map.entry(139, "HOSTIDENTITY"),
                    Map.entry(140, "SHIM6"),
                    Map.entry(141, "WESP"),
                    Map.entry(142, "ROHC"),
                    Map.entry(143, "ETHERNET"),
                    Map.entry(144, "AGGFRAG"),
                    Map.entry(145, "NSH"),
                    Map.entry(253, "RESERVEDTYPE253"),
                    Map.entry(254, "RESERVEDTYPE254"),
                    Map.entry(255, "RAW")),
            Map.of("IP", 0, "MASK", 255));

    private IpProtocols() {}

    /**
     * The name of a number.
     *
     * @param number 0 to 255
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
     * @return 0 to 255
     * @throws IllegalArgumentException if there is no such name
     */
    public static int valueOf(String name) {
        return NAMES.valueOf(name);
    }
}
