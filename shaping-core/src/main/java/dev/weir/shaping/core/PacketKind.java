package dev.weir.shaping.core;

/** The packets that {@link Packets} builds, with the length of what follows the IP header. */
enum PacketKind {
    UDP("udp", 8),
    TCP("tcp", 20),
    ICMP_ECHO("icmp echo", 8),
    IP("ip", 0),
    ARP("arp", 28);

    final int headerLength;
    private final String text;

    PacketKind(String text, int headerLength) {
        this.text = text;
        this.headerLength = headerLength;
    }

    @Override
    public String toString() {
        return text;
    }
}
