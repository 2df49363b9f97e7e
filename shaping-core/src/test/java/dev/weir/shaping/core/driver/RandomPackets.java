package dev.weir.shaping.core.driver;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** An endless, repeatable sequence of packets from a small world, so that filters often match; many of them odd, and some broken. */
final class RandomPackets {
    private static final int[] PROTOCOLS = {6, 6, 6, 17, 17, 17, 132, 136, 33, 1, 58, 50, 70};
    private static final int[] EXTENSIONS = {0, 43, 44, 51, 60, 135, 139, 140};
    private static final int[] ETHER_TYPES = {0x0806, 0x88CC, 0xCAFE, 0x0000, 0x0060, 0x05DC, 0x0600, 0x0800, 0x86DD};
    private static final int[] TAGS = {0x8100, 0x88A8, 0x9100};

    private final SplittableRandom random;

    RandomPackets(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A packet with its direction. */
    static final class Sent {
        final byte[] bytes;
        final LinkType linkType;
        final Direction direction;

        private Sent(byte[] bytes, LinkType linkType, Direction direction) {
            this.bytes = bytes;
            this.linkType = linkType;
            this.direction = direction;
        }
    }

    Sent next(LinkType linkType) {
        byte[] bytes = linkType == LinkType.ETHERNET ? ethernet() : ip();
        return new Sent(bytes, linkType, random.nextBoolean() ? Direction.OUTGOING : Direction.INCOMING);
    }

    private byte[] ip() {
        return damaged(random.nextInt(3) == 0 ? ipv6() : ipv4());
    }

    private byte[] ethernet() {
        ByteBuffer frame = ByteBuffer.allocate(512);
        mac(frame);
        mac(frame);
        while (random.nextInt(8) == 0) {
            frame.putShort((short) pick(TAGS)).putShort((short) random.nextInt(0x10000));
        }
        int kind = random.nextInt(10);
        if (kind == 0) {
            frame.putShort((short) pick(ETHER_TYPES)).putInt(random.nextInt());
        } else if (kind == 1) {
            byte[] packet = ipv4();
            frame.putShort((short) (packet.length + 8)).putInt(0xAAAA_0300).putShort((short) 0);
            frame.putShort((short) 0x0800).put(packet);
        } else {
            byte[] packet = ip();
            frame.putShort((short) (packet.length > 0 && packet[0] >> 4 == 6 ? 0x86DD : 0x0800));
            frame.put(packet);
        }
        return damaged(Arrays.copyOf(frame.array(), frame.position()));
    }

    private void mac(ByteBuffer out) {
        out.putShort((short) 0x0200).putInt(random.nextInt(4));
    }

    private byte[] ipv4() {
        byte[] payload = transport();
        int options = random.nextInt(6) == 0 ? 4 * random.nextInt(1, 11) : 0;
        ByteBuffer out = ByteBuffer.allocate(20 + options + payload.length);
        int length = random.nextInt(16) == 0 ? random.nextInt(70) : out.capacity();
        out.put((byte) (0x45 + options / 4))
                .put((byte) 0)
                .putShort((short) length)
                .putShort((short) 0);
        out.putShort((short) (random.nextInt(8) == 0 ? random.nextInt(0x4000) : 0x4000));
        out.put((byte) 64).put((byte) pick(PROTOCOLS)).putShort((short) 0);
        ipv4Address(out);
        ipv4Address(out);
        return out.position(20 + options).put(payload).array();
    }

    private void ipv4Address(ByteBuffer out) {
        out.put((byte) (random.nextInt(8) == 0 ? 80 : 10)).put((byte) random.nextInt(4));
        out.put((byte) random.nextInt(2)).put((byte) random.nextInt(8));
    }

    private byte[] ipv6() {
        byte[] payload = transport();
        int headers = random.nextInt(3) == 0 ? random.nextInt(1, 4) : 0;
        int length = random.nextInt(16) == 0 ? random.nextInt(60) : 8 * headers + payload.length;
        int next = headers == 0 ? pick(PROTOCOLS) : pick(EXTENSIONS);
        ByteBuffer out = ByteBuffer.allocate(40 + 8 * headers + payload.length);
        out.putInt(0x6000_0000).putShort((short) length).put((byte) next).put((byte) 64);
        ipv6Address(out);
        ipv6Address(out);
        for (int i = headers; i > 0; i--) {
            out.put((byte) (i == 1 ? pick(PROTOCOLS) : pick(EXTENSIONS)));
            out.put((byte) random.nextInt(2))
                    .putShort((short) random.nextInt(16))
                    .putInt(0);
        }
        return out.put(payload).array();
    }

    private void ipv6Address(ByteBuffer out) {
        out.putInt(0x2001_0DB8).putInt(random.nextInt(2)).putInt(0).putInt(random.nextInt(8));
    }

    private byte[] transport() {
        ByteBuffer out = ByteBuffer.allocate(random.nextInt(8) == 0 ? random.nextInt(24) : 32);
        byte[] header = new byte[32];
        ByteBuffer.wrap(header).putShort((short) random.nextInt(16)).putShort((short) random.nextInt(16));
        header[12] = (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : 0x50);
        return out.put(header, 0, out.capacity()).array();
    }

    private byte[] damaged(byte[] bytes) {
        switch (random.nextInt(24)) {
            case 0 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            case 1 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            }
            case 2 -> bytes[0] ^= (byte) (1 << random.nextInt(8));
            default -> {}
        }
        return bytes;
    }

    private int pick(int[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
