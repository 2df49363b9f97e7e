package dev.weir.capture.pcap;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.capture.pcap.Readers.Seen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/*
 * Small sound files are damaged by bit flips, cuts, spliced pieces of other files and hostile lengths. Whatever comes out
 * must be read to a clean end or to a CaptureFormatException, within a bounded number of steps and of bytes allocated, and
 * with every packet that ends before the first damaged byte delivered unchanged.
 */
class CaptureFuzzTest {
    private static final int FILES = 150_000;
    private static final int[] HOSTILE = {
        0,
        1,
        3,
        4,
        8,
        11,
        12,
        13,
        16,
        20,
        28,
        32,
        36,
        0xFFFF,
        262_144,
        262_145,
        1 << 20,
        (1 << 20) + 4,
        1 << 30,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE - 3,
        Integer.MIN_VALUE,
        -1,
        -4,
        0x0A0D0D0A,
        0x1A2B3C4D,
        0xA1B2C3D4
    };

    /** A base file with what is in it. */
    private static final class Base {
        final byte[] bytes;
        final List<Seen> packets = new ArrayList<>();
        final List<Long> ends = new ArrayList<>();

        Base(byte[] bytes) throws IOException {
            this.bytes = bytes;
            try (CaptureReader reader = Readers.over(bytes)) {
                while (reader.next()) {
                    packets.add(Readers.seen(reader));
                    ends.add(reader.bytesRead());
                }
            }
        }

        /** How many packets end within that many bytes. */
        int packetsWithin(int size) {
            return (int) ends.stream().filter(end -> end <= size).count();
        }
    }

    /** What to read, and how many bytes at its start are still sound. */
    private static final class Damaged {
        final byte[] bytes;
        final int soundBytes;

        Damaged(byte[] bytes, int soundBytes) {
            this.bytes = bytes;
            this.soundBytes = soundBytes;
        }
    }

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void ends_cleanly_or_with_a_format_exception_whatever_the_bytes() throws IOException {
        List<Base> bases = bases();
        SplittableRandom random = new SplittableRandom(20_261_123);
        int faults = 0;
        int clean = 0;
        long packets = 0;
        for (int i = 0; i < FILES; i++) {
            Base base = bases.get(random.nextInt(bases.size()));
            Base other = bases.get(random.nextInt(bases.size()));
            Damaged damaged = damage(base, other, random);
            int before = base.packetsWithin(damaged.soundBytes);
            boolean[] broken = new boolean[1];
            long[] read = new long[1];
            long allocated = Allocation.bytes(() -> read[0] = readAll(damaged.bytes, base, before, broken));
            assertThat(allocated).as("bytes allocated for file %d", i).isLessThan(2 << 20);
            faults += broken[0] ? 1 : 0;
            clean += broken[0] ? 0 : 1;
            packets += read[0];
        }
        assertThat(faults).isGreaterThan(FILES / 3);
        assertThat(clean).isGreaterThan(FILES / 10);
        assertThat(packets).isGreaterThan(FILES);
    }

    private static long readAll(byte[] file, Base base, int before, boolean[] broken) throws IOException {
        long number = 0;
        try (CaptureReader reader = Readers.over(file)) {
            long end = 0;
            while (reader.next()) {
                number++;
                checkCursor(reader, number, end);
                end = reader.bytesRead();
                if (number <= before && !Readers.seen(reader).equals(base.packets.get((int) number - 1))) {
                    throw new AssertionError("packet " + number + " before the fault was changed");
                }
            }
            check(reader.bytesRead() == file.length, "the end is at the end");
        } catch (CaptureFormatException e) {
            broken[0] = true;
            check(e.byteOffset() >= 0 && e.byteOffset() <= file.length, "fault within the file");
            check(
                    String.valueOf(e.getMessage()).startsWith("in.pcap: byte " + e.byteOffset() + ": expected "),
                    "message");
        }
        check(number >= before, "all packets before the fault were delivered");
        return number;
    }

    private static void checkCursor(CaptureReader reader, long number, long previousEnd) {
        check(reader.number() == number, "numbers count");
        check(reader.offset() >= 0 && reader.capturedLength() >= 0, "bytes start in the buffer");
        check(reader.offset() + reader.capturedLength() <= reader.bytes().length, "bytes end in the buffer");
        check(reader.bytes().length <= 1 << 20, "buffer is bounded");
        check(reader.length() >= reader.capturedLength(), "length covers the captured bytes");
        check(reader.linkTypeCode() >= 0 && reader.linkTypeCode() <= 0xFFFF, "link type");
        check(reader.byteOffset() >= previousEnd, "records do not overlap");
        check(reader.bytesRead() >= reader.byteOffset() + 16, "every step moves on");
        check(reader.bytesRead() <= reader.size(), "nothing is read behind the end");
    }

    private static void check(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError("not so: " + what);
        }
    }

    private static Damaged damage(Base base, Base other, SplittableRandom random) {
        byte[] bytes = base.bytes.clone();
        int sound = bytes.length;
        for (int times = random.nextInt(1, 4); times > 0; times--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes = Arrays.copyOf(bytes, at + 1);
                case 2 -> {
                    at &= ~3;
                    bytes = splice(bytes, at, other.bytes, random);
                }
                default -> {
                    at = Math.max(0, Math.min(at & ~3, bytes.length - 4));
                    overwrite(bytes, at, random);
                }
            }
            sound = Math.min(sound, Math.min(at, bytes.length));
        }
        return new Damaged(bytes, sound);
    }

    private static byte[] splice(byte[] bytes, int at, byte[] other, SplittableRandom random) {
        int from = random.nextInt(other.length) & ~3;
        int count = random.nextInt(other.length - from + 1) & ~3;
        int resume = random.nextBoolean() ? at : Math.min(bytes.length, at + count);
        return ByteBuffer.allocate(at + count + bytes.length - resume)
                .put(bytes, 0, at)
                .put(other, from, count)
                .put(bytes, resume, bytes.length - resume)
                .array();
    }

    private static void overwrite(byte[] bytes, int at, SplittableRandom random) {
        int value = random.nextInt(3) == 0 ? random.nextInt() : HOSTILE[random.nextInt(HOSTILE.length)];
        ByteBuffer view = ByteBuffer.wrap(bytes).order(random.nextBoolean() ? LITTLE_ENDIAN : BIG_ENDIAN);
        if (bytes.length >= 4) {
            view.putInt(at, value);
        }
    }

    private List<Base> bases() throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (CaptureFormat format : CaptureFormat.values()) {
            files.add(Samples.written(format, folder, 3));
            files.add(Samples.written(format, folder, 12));
        }
        files.add(modified());
        files.add(sections());
        List<Base> bases = new ArrayList<>();
        for (byte[] file : files) {
            bases.add(new Base(file));
        }
        return bases;
    }

    private static byte[] modified() {
        FileBytes file = new FileBytes(BIG_ENDIAN);
        file.int32(0xA1B2CD34L).int16(2).int16(4).int64(0).int32(65_535).int32(1);
        for (int i = 0; i < 5; i++) {
            file.int32(i).int32(i).int32(4L * i).int32(60).zeros(8).zeros(4 * i);
        }
        return file.toArray();
    }

    private static byte[] sections() {
        FileBytes file = PcapngBytes.section(BIG_ENDIAN);
        FileBytes options = PcapngBytes.offset(PcapngBytes.resolution(new FileBytes(BIG_ENDIAN), 0x94), 5);
        PcapngBytes.describe(file, 1, 4, options.int32(0));
        PcapngBytes.simple(file, 60, new byte[4]);
        PcapngBytes.obsolete(file, 0, 1, 1L << 40, 60, new byte[5]);
        file.block(4, new FileBytes(BIG_ENDIAN).zeros(20));
        PcapngBytes.section(file, LITTLE_ENDIAN, 100);
        PcapngBytes.describe(file, 113);
        PcapngBytes.describe(file, 101);
        PcapngBytes.enhanced(file, 1, 77, 9, new byte[9]);
        PcapngBytes.enhanced(file, 0, 78, 9, new byte[0]);
        return file.toArray();
    }
}
