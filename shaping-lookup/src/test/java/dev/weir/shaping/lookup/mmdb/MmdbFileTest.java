package dev.weir.shaping.lookup.mmdb;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.IpAddress;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MmdbFileTest {
    private static IpAddress ip(String text) {
        return IpAddress.parse(text);
    }

    private static Map<?, ?> record(MmdbFile file) {
        return (Map<?, ?>) requireNonNull(file.find(ip("1.1.1.1")));
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 28, 32})
    void finds_the_network_of_an_address(int recordBits) {
        MmdbFile file = MmdbFile.of(new MmdbWriter(4, recordBits)
                .add("1.2.3.0/24", "a")
                .add("1.2.4.0/23", "b")
                .add("128.0.0.0/1", "c")
                .add("9.9.9.9/32", "d")
                .bytes());
        assertThat(file.find(ip("1.2.3.0"))).isEqualTo("a");
        assertThat(file.find(ip("1.2.3.255"))).isEqualTo("a");
        assertThat(file.find(ip("1.2.2.255"))).isNull();
        assertThat(file.find(ip("1.2.4.0"))).isEqualTo("b");
        assertThat(file.find(ip("1.2.5.255"))).isEqualTo("b");
        assertThat(file.find(ip("1.2.6.0"))).isNull();
        assertThat(file.find(ip("255.255.255.255"))).isEqualTo("c");
        assertThat(file.find(ip("9.9.9.9"))).isEqualTo("d");
        assertThat(file.find(ip("9.9.9.8"))).isNull();
        assertThat(file.find(ip("::1.2.3.0"))).as("no IPv6 in this file").isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 28, 32})
    void finds_both_versions_in_one_tree(int recordBits) {
        MmdbFile file = MmdbFile.of(new MmdbWriter(6, recordBits)
                .add("1.2.3.0/24", "a")
                .add("2001:db8::/32", "b")
                .add("2001:db9::1/128", "c")
                .bytes());
        assertThat(file.find(ip("1.2.3.4"))).isEqualTo("a");
        assertThat(file.find(ip("1.2.4.4"))).isNull();
        assertThat(file.find(ip("::1.2.3.4"))).isEqualTo("a");
        assertThat(file.find(ip("2001:db8:ffff::1"))).isEqualTo("b");
        assertThat(file.find(ip("2001:db9::1"))).isEqualTo("c");
        assertThat(file.find(ip("2001:db9::2"))).isNull();
    }

    @Test
    void reads_records_larger_than_24_bits_can_tell() {
        byte[] filler = new byte[1 << 24];
        MmdbFile file = MmdbFile.of(new MmdbWriter(4, 28)
                .add("0.0.0.0/2", filler)
                .add("64.0.0.0/2", "behind")
                .add("128.0.0.0/1", "far behind")
                .bytes());
        assertThat(file.find(ip("64.0.0.1"))).isEqualTo("behind");
        assertThat(file.find(ip("200.0.0.1"))).isEqualTo("far behind");
    }

    @Test
    void reads_every_type() {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("text", "Zürich 東京");
        record.put("empty", "");
        record.put("double", -12.345);
        record.put("float", 2.5f);
        record.put("bytes", new byte[] {1, -1});
        record.put("uint16", new DataWriter.Uint16(65_535));
        record.put("uint32", 0xFFFF_FFFFL);
        record.put("zero", 0L);
        record.put("int32", -268_435_456);
        record.put("uint64", new BigInteger("18446744073709551615"));
        record.put("uint128", BigInteger.TWO.pow(128).subtract(BigInteger.ONE));
        record.put("true", true);
        record.put("false", false);
        record.put("array", List.of("a", List.of(), Map.of("k", "a")));
        MmdbFile file =
                MmdbFile.of(new MmdbWriter(4, 24).add("0.0.0.0/1", record).bytes());
        Map<String, Object> expected = new LinkedHashMap<>(record);
        expected.put("uint16", 65_535);
        expected.remove("bytes");
        Map<Object, Object> found = new LinkedHashMap<>(record(file));
        assertThat(found.remove("bytes")).isEqualTo(new byte[] {1, -1});
        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {28, 29, 284, 285, 65_820, 65_821, 70_000})
    void reads_every_form_of_size(int length) {
        String text = "x".repeat(length);
        MmdbFile file = MmdbFile.of(
                new MmdbWriter(4, 24).add("0.0.0.0/1", List.of(text, "y", text)).bytes());
        assertThat(file.find(ip("1.1.1.1"))).isEqualTo(List.of(text, "y", text));
    }

    @Test
    void follows_every_form_of_pointer() {
        List<Object> record =
                List.of("a", "x".repeat(2_048), "b", "a", "b", "y".repeat(530_000), "c", "b", "c", "a", "end");
        assertThat(MmdbFile.of(new MmdbWriter(4, 24).add("0.0.0.0/1", record).bytes())
                        .find(ip("1.1.1.1")))
                .isEqualTo(record);
        byte[] widest = {0x38, 0, 0, 0, 5, 0x41, 'z'};
        assertThat(new DataDecoder(new DataSection(ByteBuffer.wrap(widest))).decode(0))
                .isEqualTo("z");
    }

    @Test
    void tells_what_the_file_says_of_itself() {
        MmdbFile file = MmdbFile.of(new MmdbWriter(6, 28).add("1.0.0.0/8", "a").bytes());
        assertThat(file.metadata())
                .isEqualTo(new MmdbMetadata(
                        "Test-City",
                        6,
                        104,
                        28,
                        Instant.ofEpochSecond(1_790_000_000L),
                        List.of("en", "de"),
                        Map.of("en", "made for a test")));
    }

    @Test
    void reads_and_maps_a_file(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("test.mmdb");
        Files.write(path, new MmdbWriter(4, 24).add("1.0.0.0/8", "a").bytes());
        assertThat(MmdbFile.read(path).find(ip("1.2.3.4"))).isEqualTo("a");
        assertThat(MmdbFile.map(path).find(ip("1.2.3.4"))).isEqualTo("a");
        assertThatThrownBy(() -> MmdbFile.map(folder.resolve("none"))).isInstanceOf(IOException.class);
    }

    @Test
    void gives_out_nothing_that_can_be_changed() {
        MmdbFile file = MmdbFile.of(new MmdbWriter(4, 24)
                .add("0.0.0.0/1", Map.of("a", List.of("b")))
                .bytes());
        Map<?, ?> record = record(file);
        assertThatThrownBy(record::clear).isInstanceOf(UnsupportedOperationException.class);
        List<?> list = (List<?>) requireNonNull(record.get("a"));
        assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
    }
}
