package dev.weir.shaping.lookup.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpSideTest {
    private static final byte[] HELLO = Hellos.to("example.org");
    private static final byte[] REQUEST = Octets.ascii("GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n");

    private final TcpSide side = new TcpSide(50_000, 443);

    private boolean read(byte[] stream, int from, int to, int origin) {
        return side.read(Octets.of(Arrays.copyOfRange(stream, from, to)), origin + from);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, -3, Integer.MAX_VALUE - 200, Integer.MIN_VALUE, -100})
    void reads_a_hello_in_two_segments_wherever_it_is_split(int origin) {
        for (int split = 1; split < HELLO.length; split++) {
            TcpSide each = new TcpSide(50_000, 443);
            each.begin(origin);
            each.read(Octets.of(Arrays.copyOf(HELLO, split)), origin);
            each.read(Octets.of(Arrays.copyOfRange(HELLO, split, HELLO.length)), origin + split);
            assertThat(each.host()).as("split at %s", split).isEqualTo("example.org");
            assertThat(each.kind()).isEqualTo(StreamStart.Kind.TLS_CLIENT);
        }
    }

    @Test
    void reads_a_request_byte_by_byte() {
        boolean more = true;
        int at = 0;
        while (more && at < REQUEST.length) {
            more = read(REQUEST, at, at + 1, 100);
            at++;
        }
        assertThat(at).as("at the end of the Host line").isEqualTo(REQUEST.length - 2);
        assertThat(side.url()).isEqualTo("http://example.org/a");
        assertThat(side.host()).isEqualTo("example.org");
        assertThat(side.kind()).isEqualTo(StreamStart.Kind.HTTP_REQUEST);
    }

    @Test
    void reads_repeated_bytes_once() {
        side.begin(1);
        read(HELLO, 0, 100, 1);
        read(HELLO, 0, 100, 1);
        read(HELLO, 50, 150, 1);
        assertThat(read(HELLO, 149, HELLO.length, 1)).isFalse();
        assertThat(side.host()).isEqualTo("example.org");
    }

    @Test
    void does_not_begin_again_with_a_late_syn() {
        side.begin(1);
        read(HELLO, 0, 100, 1);
        side.begin(1);
        read(HELLO, 100, HELLO.length, 1);
        assertThat(side.host()).isEqualTo("example.org");
    }

    @Test
    void waits_for_a_segment_that_is_missing() {
        side.begin(1);
        assertThat(read(HELLO, 200, HELLO.length, 1)).isTrue();
        assertThat(side.kind()).isNull();
        read(HELLO, 0, 200, 1);
        read(HELLO, 200, HELLO.length, 1);
        assertThat(side.host()).isEqualTo("example.org");
    }

    @Test
    void begins_in_the_middle_without_a_syn() {
        assertThat(read(REQUEST, 4, REQUEST.length, 0)).isFalse();
        assertThat(side.kind()).isEqualTo(StreamStart.Kind.NONE);
        assertThat(side.host()).isNull();
    }

    @Test
    void keeps_what_it_knows_when_it_is_ended() {
        byte[] proxied = Octets.ascii("GET http://example.net/ HTTP/1.1\r\nAccept: */*\r\n");
        assertThat(read(proxied, 0, proxied.length, 0)).isTrue();
        assertThat(side.url()).isNull();
        side.end();
        assertThat(side.url()).isEqualTo("http://example.net/");
    }

    @Test
    void stops_reading_a_hello_without_end() {
        byte[] endless = Hellos.inRecords(
                new Octets()
                        .bytes(Octets.hex("01 ffffff"))
                        .bytes(new byte[200_000])
                        .toBytes(),
                16_000);
        int at = 0;
        while (at < endless.length && read(endless, at, at + 1_000, 0)) {
            at += 1_000;
        }
        assertThat(at).isLessThan(70_000);
        assertThat(side.host()).isNull();
    }

    @Test
    void survives_any_order_of_any_segments() {
        SplittableRandom random = new SplittableRandom(4);
        int known = 0;
        for (int round = 0; round < 20_000; round++) {
            TcpSide each = new TcpSide(50_000, 443);
            int origin = random.nextInt();
            each.begin(origin);
            boolean more = true;
            for (int segment = 0; more && segment < 12; segment++) {
                int from = random.nextInt(HELLO.length);
                from = segment % 2 == 0 ? 0 : from;
                int to = random.nextInt(from, HELLO.length + 1);
                more = each.read(Octets.of(Arrays.copyOfRange(HELLO, from, to)), origin + from);
            }
            each.end();
            assertThat(each.host()).isIn(null, "example.org");
            known += each.host() == null ? 0 : 1;
        }
        assertThat(known).isBetween(10_000, 20_000);
    }
}
