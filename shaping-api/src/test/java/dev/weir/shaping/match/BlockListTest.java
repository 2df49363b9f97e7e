package dev.weir.shaping.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.IpAddress;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockListTest {
    private static final UUID ID = new UUID(1, 2);

    private static BlockList read(String text) throws IOException {
        return BlockList.read(ID, "list", new StringReader(text));
    }

    private static boolean has(BlockList list, String address) {
        return list.contains(IpAddress.parse(address));
    }

    @Test
    void reads_addresses_networks_ranges_and_named_ranges() throws IOException {
        BlockList list = read(
                """
                # a comment

                192.0.2.7
                10.0.0.0/8   # the whole of it
                198.51.100.5 - 198.51.100.9
                Some: Name, Inc. - 1-2:1.2.3.0-1.2.3.255
                bad:beef:001.002.004.000-001.002.004.255
                2001:db8::/32
                a name:2001:db9::1-2001:db9::ff
                ::ffff:1.2.3.4
                """);
        assertThat(list.badLines()).isZero();
        assertThat(list.ranges()).isEqualTo(7);
        assertThat(has(list, "192.0.2.7")).isTrue();
        assertThat(has(list, "192.0.2.8")).isFalse();
        assertThat(has(list, "10.255.255.255")).isTrue();
        assertThat(has(list, "11.0.0.0")).isFalse();
        assertThat(has(list, "198.51.100.9")).isTrue();
        assertThat(has(list, "198.51.100.10")).isFalse();
        assertThat(has(list, "1.2.3.0")).isTrue();
        assertThat(has(list, "1.2.4.255")).isTrue();
        assertThat(has(list, "1.2.5.0")).isFalse();
        assertThat(has(list, "2001:db8:ffff::1")).isTrue();
        assertThat(has(list, "2001:db9::100")).isFalse();
        assertThat(has(list, "::ffff:1.2.3.4")).isTrue();
        assertThat(list).hasToString("list (7 ranges)");
    }

    @Test
    void joins_ranges_that_overlap_or_touch() throws IOException {
        BlockList list = read("1.0.0.5-1.0.0.9\n1.0.0.0-1.0.0.4\n1.0.0.7-1.0.0.20\n255.255.255.255\n0.0.0.0\n");
        assertThat(list.ranges()).isEqualTo(3);
        assertThat(list.range(0)).hasToString("0.0.0.0");
        assertThat(list.range(1)).hasToString("1.0.0.0-1.0.0.20");
        assertThat(has(list, "255.255.255.255")).isTrue();
        assertThat(has(list, "255.255.255.254")).isFalse();
    }

    @Test
    void skips_and_counts_bad_lines_up_to_a_half() throws IOException {
        String good = "1.2.3.4\n5.6.7.8\n";
        assertThat(read(good + "1.2.3.400\n1.2.3.9-1.2.3.8\n").badLines()).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(good + "rubbish\n1.2.3.4/33\n1.2.3\n"))
                .withMessage("block list must have at most half of its 5 lines bad: 3, the first one \"rubbish\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockList.read(ID, " ", new StringReader(good)))
                .withMessage("block list name must not be blank: \" \"");
    }

    @Test
    void may_be_empty() throws IOException {
        BlockList empty = read("# nothing\n");
        assertThat(empty.ranges()).isZero();
        assertThat(has(empty, "0.0.0.0")).isFalse();
        assertThat(has(empty, "::")).isFalse();
    }

    @Test
    void reads_files_whatever_their_encoding(@TempDir Path folder) throws IOException {
        Path file = Files.write(
                folder.resolve("list.p2p"), "caf\u00e9:1.2.3.4-1.2.3.5\n".getBytes(StandardCharsets.ISO_8859_1));
        BlockList list = BlockList.read(ID, "list", file);
        assertThat(has(list, "1.2.3.5")).isTrue();
        assertThat(list.id()).isEqualTo(ID);
        assertThat(list.name()).isEqualTo("list");
    }

    @Test
    void is_equal_by_value() throws IOException {
        assertThat(read("1.2.3.4\n1.2.3.5\n"))
                .isEqualTo(read("1.2.3.4-1.2.3.5"))
                .hasSameHashCodeAs(read("1.2.3.4-1.2.3.5"))
                .isNotEqualTo(read("1.2.3.4"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BlockListed(List.of()))
                .withMessage("at least 1 block list must be given: 0");
    }

    /** As many ranges as the largest list that is known, in 16 bytes each. */
    @Test
    void holds_the_largest_list_there_is() throws IOException {
        int size = 785_469;
        SplittableRandom random = new SplittableRandom(7);
        long[] starts = new long[size];
        StringBuilder text = new StringBuilder(size * 40);
        for (int i = 0; i < size; i++) {
            starts[i] = i * 5_000L + random.nextInt(1_000);
            text.append("range ").append(i).append(':').append(new IpAddress(4, 0, starts[i]));
            text.append('-').append(new IpAddress(4, 0, starts[i] + 1_500)).append('\n');
        }
        BlockList list = read(text.toString());
        assertThat(list.ranges()).isEqualTo(size);
        assertThat(list.badLines()).isZero();
        assertThat(list.bytes()).isLessThanOrEqualTo(16L * size);
        for (int i = 0; i < 400_000; i++) {
            long address = random.nextLong(1L << 32);
            int slot = (int) Math.min(size - 1, address / 5_000);
            boolean listed = address >= starts[slot] && address <= starts[slot] + 1_500;
            assertThat(list.contains(new IpAddress(4, 0, address))).isEqualTo(listed);
        }
    }

    @Test
    void agrees_with_a_set_made_otherwise() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 200; round++) {
            List<AddressRange> ranges = random.ints(1 + random.nextInt(300), 0, 4_000)
                    .mapToObj(from ->
                            new AddressRange(spread(from), spread(from < 2_000 ? Math.min(1_999, from + 7) : from + 7)))
                    .toList();
            BlockList list = BlockList.of(ID, "list", ranges);
            for (int probe = 0; probe < 300; probe++) {
                IpAddress address = spread(random.nextInt(4_010));
                assertThat(list.contains(address))
                        .isEqualTo(ranges.stream()
                                .anyMatch(range -> AddressRange.compare(range.from(), address) <= 0
                                        && AddressRange.compare(range.to(), address) >= 0));
            }
        }
    }

    /** Numbers, spread over all addresses of both families, in order. */
    private static IpAddress spread(int number) {
        return number < 2_000
                ? new IpAddress(4, 0, number * 2_000_000L)
                : new IpAddress(6, (number - 2_000) * (Long.MAX_VALUE / 1_010), number);
    }
}
