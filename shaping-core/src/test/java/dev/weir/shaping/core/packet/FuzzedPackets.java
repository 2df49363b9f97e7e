package dev.weir.shaping.core.packet;

import dev.weir.shaping.LinkType;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** An endless, repeatable sequence of damaged packets. */
final class FuzzedPackets {
    private static final int MAX_LENGTH = 256;
    private static final LinkType[] LINK_TYPES = LinkType.values();
    private static final int[] TELLING_NUMBERS = {
        0, 1, 4, 6, 7, 8, 17, 43, 44, 50, 51, 59, 60, 0x45, 0x46, 0x4F, 0x60, 0x0600, 0x0800, 0x2000, 0x7FFF, 0x8000,
        0x8100, 0x86DD, 0x88A8, 0xAAAA, 0xFFF8, 0xFFFF,
    };

    private final SplittableRandom random;
    private final List<Sample> samples = SamplePackets.all();

    FuzzedPackets(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The next packet of the sequence: a valid one, damaged up to three times, sometimes under another link type. */
    Sample next() {
        Sample sample = samples.get(random.nextInt(samples.size()));
        byte[] bytes = sample.bytes().clone();
        for (int damages = random.nextInt(4); damages > 0; damages--) {
            bytes = damaged(bytes);
        }
        LinkType linkType = random.nextInt(8) == 0 ? LINK_TYPES[random.nextInt(LINK_TYPES.length)] : sample.linkType();
        return new Sample(linkType, bytes);
    }

    private byte[] damaged(byte[] bytes) {
        if (bytes.length == 0) {
            return randomBytes();
        }
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> flipBits(bytes);
            case 4, 5, 6 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            }
            case 7, 8, 9, 10 -> putTellingNumber(bytes);
            case 11, 12 -> overwrite(bytes);
            case 13, 14 -> {
                return spliced(bytes);
            }
            default -> {
                return randomBytes();
            }
        }
        return bytes;
    }

    private void flipBits(byte[] bytes) {
        for (int flips = random.nextInt(1, 9); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private void putTellingNumber(byte[] bytes) {
        int number = TELLING_NUMBERS[random.nextInt(TELLING_NUMBERS.length)];
        int at = random.nextInt(bytes.length);
        if (random.nextBoolean() || at + 1 == bytes.length) {
            bytes[at] = (byte) number;
        } else {
            BigEndian.putU16(bytes, at, number);
        }
    }

    private void overwrite(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + random.nextInt(1, 17));
        for (int i = from; i < to; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
    }

    /** The first bytes of one packet in front of the last bytes of another. */
    private byte[] spliced(byte[] bytes) {
        byte[] other = samples.get(random.nextInt(samples.size())).bytes();
        int head = random.nextInt(bytes.length + 1);
        int tail = random.nextInt(other.length + 1);
        byte[] spliced = Arrays.copyOf(bytes, Math.min(head + tail, MAX_LENGTH));
        int fits = spliced.length - Math.min(head, spliced.length);
        System.arraycopy(other, other.length - tail, spliced, spliced.length - fits, fits);
        return spliced;
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[random.nextInt(MAX_LENGTH)];
        random.nextBytes(bytes);
        return bytes;
    }
}
