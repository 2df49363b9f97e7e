package dev.weir.shaping.lookup.inspect;

import dev.weir.shaping.Direction;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.Rule;
import dev.weir.shaping.core.PacketBuilder;
import dev.weir.shaping.core.Packets;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.core.Simulation;
import dev.weir.shaping.lookup.TrafficInspection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A simulation with an inspection, and connections in it; the local side is 10.0.0.2, and its ports are above 50000. */
final class Traffic {
    private static final int SEQUENCE_AT = 14 + 20 + 4;
    private static final int FLAGS_AT = 14 + 20 + 13;

    final List<String> seen = new ArrayList<>();
    final Simulation simulation;

    Traffic(TrafficInspection inspection) {
        simulation = shaper(inspection, (packet, context) -> {
            seen.add(packet.appProto() + " " + packet.host() + " " + packet.url());
            return null;
        });
    }

    static Simulation shaper(TrafficInspection inspection, Rule rule) {
        return Shaper.builder().rule("see", rule).lookup(inspection).build().simulate();
    }

    String last() {
        return seen.get(seen.size() - 1);
    }

    private void offer(PacketBuilder packet, Direction direction) {
        simulation.offer(direction == Direction.OUTGOING ? packet.outgoing() : packet.incoming());
    }

    void udp(int localPort, String remote, int remotePort, Direction direction, byte[] payload) {
        boolean out = direction == Direction.OUTGOING;
        String local = remote.contains(":") ? "fd00::2" : "10.0.0.2";
        offer(
                (out
                                ? Packets.udp(local, localPort, remote, remotePort)
                                : Packets.udp(remote, remotePort, local, localPort))
                        .payload(payload),
                direction);
    }

    void tcp(int localPort, int remotePort, Direction direction, int flags, int sequence, byte[] payload) {
        boolean out = direction == Direction.OUTGOING;
        PacketBuilder packet = out
                ? Packets.tcp("10.0.0.2", localPort, "192.0.2.7", remotePort)
                : Packets.tcp("192.0.2.7", remotePort, "10.0.0.2", localPort);
        byte[] bytes = packet.payload(payload).outgoing().bytes();
        for (int i = 0; i < 4; i++) {
            bytes[SEQUENCE_AT + i] = (byte) (sequence >>> 24 - 8 * i);
        }
        bytes[FLAGS_AT] = (byte) flags;
        simulation.offer(
                simulation.now().toNanos(), bytes, 0, bytes.length, bytes.length, LinkType.ETHERNET, direction, 0);
    }

    /** What the local side, or the remote one, says next. */
    void say(int localPort, int remotePort, Direction direction, int sequence, byte[] payload) {
        tcp(localPort, remotePort, direction, 0x18, sequence, payload);
    }

    /** A connection is opened by the local side; sequence numbers go on at 1001 and 2001. */
    void open(int localPort, int remotePort) {
        tcp(localPort, remotePort, Direction.OUTGOING, 0x02, 1_000, new byte[0]);
        tcp(localPort, remotePort, Direction.INCOMING, 0x12, 2_000, new byte[0]);
        tcp(localPort, remotePort, Direction.OUTGOING, 0x10, 1_001, new byte[0]);
    }

    /** A name server answers with one address. */
    void answer(int localPort, String name, IpAddress address, long ttl) {
        byte[] bits = address.bytes();
        Octets message = new Octets()
                .bytes(Octets.hex("1234 8180 0001 0001 0000 0000"))
                .name(name)
                .number(address.version() == 4 ? 1 : 28, 2)
                .number(1, 2)
                .bytes(Octets.hex("c00c"))
                .number(address.version() == 4 ? 1 : 28, 2)
                .number(1, 2)
                .number(ttl, 4)
                .number(bits.length, 2)
                .bytes(bits);
        udp(localPort, "192.0.2.53", 53, Direction.INCOMING, message.toBytes());
    }

    void pass(Duration time) {
        simulation.run(time);
    }
}
