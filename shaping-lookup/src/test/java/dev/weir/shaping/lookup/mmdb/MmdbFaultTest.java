package dev.weir.shaping.lookup.mmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.IpAddress;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MmdbFaultTest {
    private static final IpAddress ADDRESS = IpAddress.of(0, 0, 0, 0);

    private static MmdbWriter writer() {
        return new MmdbWriter(4, 24).add("0.0.0.0/1", "a");
    }

    private static void refused(byte[] file, String message) {
        assertThatThrownBy(() -> MmdbFile.of(file))
                .isInstanceOf(MmdbFormatException.class)
                .hasMessage(message);
    }

    private static void unreadable(String message, int... bytes) {
        ByteBuffer data = ByteBuffer.allocate(bytes.length);
        Arrays.stream(bytes).forEach(value -> data.put((byte) value));
        assertThatThrownBy(() -> new DataDecoder(new DataSection(data.flip())).decode(0))
                .isInstanceOf(MmdbFormatException.class)
                .hasMessage(message);
    }

    @Test
    void refuses_what_is_no_such_file() {
        refused(new byte[0], "no metadata in the last bytes of a file of 0 bytes");
        refused(new byte[200_000], "no metadata in the last bytes of a file of 200000 bytes");
        byte[] cut = writer().bytes();
        assertThatThrownBy(() -> MmdbFile.of(Arrays.copyOf(cut, cut.length - 1)))
                .isInstanceOf(MmdbFormatException.class)
                .hasMessageEndingWith("does not fit in the section");
    }

    @Test
    void refuses_metadata_that_it_cannot_work_with() {
        refused(writer().metadata("record_size", 26L).bytes(), "metadata has a record_size that is not supported: 26");
        refused(writer().metadata("ip_version", 5L).bytes(), "metadata has a ip_version that is not supported: 5");
        refused(
                writer().metadata("binary_format_major_version", 3L).bytes(),
                "metadata has a binary_format_major_version that is not supported: 3");
        refused(writer().metadata("node_count", "many").bytes(), "metadata must have a number node_count: many");
        refused(writer().metadata("node_count", -1).bytes(), "node_count must be within 1..4294967295: -1");
        refused(
                writer().metadata("node_count", 0xFFFF_FFFFL).bytes(),
                "search tree of 4294967295 nodes must fit into 24 bytes: 25769803770");
        refused(writer().metadata("node_count", 0L).bytes(), "node_count must be within 1..4294967295: 0");
    }

    @Test
    void takes_any_date() {
        BigInteger latest = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
        assertThat(MmdbFile.of(writer().metadata("build_epoch", latest).bytes())
                        .metadata()
                        .built())
                .isAfter(MmdbFile.of(writer().bytes()).metadata().built());
    }

    @Test
    void refuses_a_tree_that_does_not_end_where_it_says() {
        byte[] file = writer().bytes();
        file[6 + 3] = 1;
        refused(file, "bytes behind the search tree must be 0: byte 9");
    }

    @Test
    void refuses_records_that_lead_nowhere() {
        byte[] loop = writer().bytes();
        loop[2] = 0;
        assertThatThrownBy(() -> MmdbFile.of(loop).find(ADDRESS))
                .hasMessage("search tree of 1 nodes and 2 bytes of data: the last record of an address is 0");
        byte[] far = writer().bytes();
        far[2] = 1 + 16 + 2;
        assertThatThrownBy(() -> MmdbFile.of(far).find(ADDRESS))
                .hasMessage("search tree of 1 nodes and 2 bytes of data: the last record of an address is 19");
        byte[] separator = writer().bytes();
        separator[2] = 1 + 15;
        assertThatThrownBy(() -> MmdbFile.of(separator).find(ADDRESS)).isInstanceOf(MmdbFormatException.class);
    }

    @Test
    void refuses_values_that_break_the_format() {
        unreadable("data byte 1 of 3: a value of 5 bytes does not fit in the section", 0x45, 'a', 'b');
        unreadable("data byte 0 of 2: a value cannot have type 12", 0x00, 5);
        unreadable("data byte 0 of 2: a value cannot have type 13", 0x00, 6);
        unreadable("data byte 0 of 2: a value cannot have type 16", 0x00, 9);
        unreadable("data byte 0 of 2: a value cannot have type 7", 0x00, 0);
        unreadable("data byte 0 of 2: a pointer leads to byte 2", 0x20, 2);
        unreadable("data byte 0 of 2: a pointer leads to the pointer at byte 0", 0x20, 0);
        unreadable("data byte 0 of 4: a number of 8 bytes has 3", 0x63, 0, 0, 0);
        unreadable("data byte 0 of 4: a value of type 5 must have a size of at most 2: 3", 0xA3, 0, 0, 0);
        unreadable("data byte 0 of 2: a value of type 14 must have a size of at most 1: 2", 0x02, 7);
        unreadable("data byte 1 of 3: a key of a map must be text", 0xE1, 0xA0, 0xA0);
        unreadable("data byte 3 of 3: a value of 1 bytes does not fit in the section", 0xE1, 0x41, 'k');
    }

    @Test
    void refuses_a_value_that_contains_itself() {
        unreadable("data byte 2 of 4: a record must have at most 100000 values, 64 deep", 0x01, 4, 0x20, 0);
    }

    @Test
    void refuses_a_small_file_of_a_huge_value() {
        DataWriter data = new DataWriter();
        int inner = data.write(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"));
        for (int level = 0; level < 9; level++) {
            int before = inner;
            inner = data.bytes().length;
            data.control(DataSection.ARRAY, 10);
            for (int i = 0; i < 10; i++) {
                data.pointer(before);
            }
        }
        int outermost = inner;
        DataSection section = new DataSection(ByteBuffer.wrap(data.bytes()));
        assertThatThrownBy(() -> new DataDecoder(section).decode(outermost))
                .isInstanceOf(MmdbFormatException.class)
                .hasMessageContaining("at most 100000 values");
    }

    @Test
    void refuses_a_small_file_of_very_much_text() {
        DataWriter data = new DataWriter();
        String text = "x".repeat(1 << 20);
        data.write(text);
        int list = data.bytes().length;
        data.control(DataSection.ARRAY, 17);
        for (int i = 0; i < 17; i++) {
            data.pointer(0);
        }
        DataSection section = new DataSection(ByteBuffer.wrap(data.bytes()));
        assertThatThrownBy(() -> new DataDecoder(section).decode(list))
                .isInstanceOf(MmdbFormatException.class)
                .hasMessageContaining("bytes of text");
    }

    @Test
    void never_fails_in_another_way_whatever_the_bytes_are() {
        byte[] sound = new MmdbWriter(6, 28)
                .add("1.0.0.0/8", Map.of("country", Map.of("iso_code", "DE"), "location", Map.of("latitude", 1.5)))
                .add("2001:db8::/32", Map.of("country", "FR", "list", List.of("DE", "FR", 7L, true)))
                .bytes();
        SplittableRandom random = new SplittableRandom(20261125);
        int read = 0;
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] file = Arrays.copyOf(sound, sound.length - (round % 4 == 0 ? random.nextInt(40) : 0));
            for (int change = random.nextInt(4); change >= 0; change--) {
                file[random.nextInt(file.length)] = (byte) random.nextInt();
            }
            try {
                MmdbFile opened = MmdbFile.of(file);
                MmdbGeoResolver places = new MmdbGeoResolver(opened);
                for (String address : List.of("1.2.3.4", "9.9.9.9", "2001:db8::1", "::")) {
                    opened.find(IpAddress.parse(address));
                    places.locate(IpAddress.parse(address));
                }
                read++;
            } catch (MmdbFormatException e) {
                refused++;
            }
        }
        assertThat(read).isGreaterThan(1_000);
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void reads_random_data_or_refuses_it() {
        SplittableRandom random = new SplittableRandom(7);
        byte[] bytes = new byte[200];
        for (int round = 0; round < 50_000; round++) {
            random.nextBytes(bytes);
            DataSection data = new DataSection(ByteBuffer.wrap(bytes));
            try {
                assertThat(data.after(0)).isBetween(1, bytes.length);
                new DataDecoder(data).decode(0);
            } catch (MmdbFormatException e) {
                assertThat(e).hasMessageStartingWith("data byte ");
            }
        }
    }
}
