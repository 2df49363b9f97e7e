package dev.weir.shaping.lookup.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolTest {
    private static @Nullable String datagram(int port, byte[] payload) {
        String there = Datagrams.protocol(Octets.of(payload), 50_000, port);
        assertThat(Datagrams.protocol(Octets.of(payload), port, 50_000))
                .as("the other way")
                .isEqualTo(there);
        return there;
    }

    private static StreamStart.@Nullable Kind stream(int port, byte[] octets) {
        StreamStart start = new StreamStart(50_000, port);
        StreamStart.Kind kind = null;
        for (int i = 0; i < octets.length && kind == null; i++) {
            kind = start.feed(octets[i] & 0xFF);
        }
        return kind;
    }

    private static byte[] dnsQuery() {
        return new Octets()
                .bytes(Octets.hex("1234 0100 0001 0000 0000 0000"))
                .name("example.org")
                .bytes(Octets.hex("0041 0001"))
                .toBytes();
    }

    private static byte[] quicInitial(String version) {
        return new Octets()
                .number(0xC3, 1)
                .bytes(Octets.hex(version))
                .number(8, 1)
                .bytes(new byte[8])
                .number(0, 1)
                .bytes(new byte[1_185])
                .toBytes();
    }

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/1.1, HTTP_REQUEST",
        "POST /, HTTP_REQUEST",
        "OPTIONS *, HTTP_REQUEST",
        "CONNECT example.org:443, HTTP_REQUEST",
        "HTTP/1.1 200 OK, HTTP_OTHER",
        "PRI * HTTP/2.0, HTTP_OTHER",
        "SSH-2.0-OpenSSH_9.2, SSH",
        "GETS, NONE",
        "220 smtp, NONE",
        "P, ",
        "PO, ",
        "PX, NONE",
        "SSH, ",
    })
    void tells_streams_of_text(String text, StreamStart.@Nullable Kind kind) {
        assertThat(stream(8_080, Octets.ascii(text))).isEqualTo(kind);
    }

    @Test
    void tells_streams_of_bytes() {
        assertThat(stream(8_443, Hellos.to("example.org"))).isEqualTo(StreamStart.Kind.TLS_CLIENT);
        assertThat(stream(443, Octets.hex("16 0303 007a 02 000076 0303"))).isEqualTo(StreamStart.Kind.TLS_SERVER);
        assertThat(stream(443, Octets.hex("16 0303 007a 0b"))).isEqualTo(StreamStart.Kind.NONE);
        assertThat(stream(443, Octets.hex("16 0305"))).isEqualTo(StreamStart.Kind.NONE);
        assertThat(stream(443, Octets.hex("16 0303 007a"))).isNull();
        assertThat(stream(6_881, Octets.ascii("\u0013BitTorrent protocol"))).isEqualTo(StreamStart.Kind.BITTORRENT);
        assertThat(stream(6_881, Octets.ascii("\u0013BitTorrent protocox"))).isEqualTo(StreamStart.Kind.NONE);
    }

    @Test
    void tells_dns_over_tcp_by_port_and_content() {
        byte[] query = dnsQuery();
        byte[] framed = new Octets().number(query.length, 2).bytes(query).toBytes();
        assertThat(stream(53, framed)).isEqualTo(StreamStart.Kind.DNS);
        assertThat(stream(54, framed)).isEqualTo(StreamStart.Kind.NONE);
        assertThat(stream(53, Octets.hex("0005 1234 0100 0001"))).isEqualTo(StreamStart.Kind.NONE);
    }

    @Test
    void tells_datagrams_by_port_and_content() {
        assertThat(datagram(53, dnsQuery())).isEqualTo("dns");
        assertThat(datagram(5_353, dnsQuery())).isEqualTo("mdns");
        assertThat(datagram(5_354, dnsQuery())).isNull();
        assertThat(datagram(53, new byte[40])).isNull();
        byte[] ntp = new byte[48];
        ntp[0] = 0x23;
        assertThat(datagram(123, ntp)).isEqualTo("ntp");
        assertThat(datagram(124, ntp)).isNull();
        assertThat(datagram(123, new byte[48])).isNull();
        byte[] dhcp = new Octets()
                .number(1, 1)
                .bytes(new byte[235])
                .bytes(Octets.hex("63825363 350101 ff"))
                .toBytes();
        assertThat(datagram(67, dhcp)).isEqualTo("dhcp");
        assertThat(datagram(68, dhcp)).isEqualTo("dhcp");
        assertThat(datagram(69, dhcp)).isNull();
        assertThat(datagram(547, Octets.hex("01 000001 0001 0000"))).isEqualTo("dhcp");
        assertThat(datagram(547, Octets.hex("40 000001"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000001", "6b3343cf", "ff00001d"})
    void tells_quic_on_any_port(String version) {
        assertThat(datagram(443, quicInitial(version))).isEqualTo("quic");
        assertThat(datagram(4_433, quicInitial(version))).isEqualTo("quic");
    }

    @Test
    void takes_nothing_else_for_quic() {
        assertThat(datagram(443, quicInitial("00000002"))).isNull();
        byte[] shortHeader = quicInitial("00000001");
        shortHeader[0] = 0x43;
        assertThat(datagram(443, shortHeader)).isNull();
        byte[] longId = quicInitial("00000001");
        longId[5] = 21;
        assertThat(datagram(443, longId)).isNull();
        assertThat(datagram(443, Octets.hex("c3 00000001 00 00"))).isNull();
        assertThat(datagram(443, Octets.hex("c3 00000001 00 00 00"))).isEqualTo("quic");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe",
                "d1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re",
                "d1:eli201e23:A Generic Error Ocurrede1:t2:aa1:y1:ee",
                "d2:ip6:abcdef1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re"
            })
    void tells_the_distributed_hash_table(String message) {
        assertThat(datagram(6_881, Octets.ascii(message))).isEqualTo("bittorrent");
    }

    @Test
    void tells_trackers() {
        assertThat(datagram(6_969, Octets.hex("0000041727101980 00000000 12345678")))
                .isEqualTo("bittorrent");
        assertThat(datagram(6_969, Octets.hex("0000041727101980 00000001 12345678")))
                .isNull();
        assertThat(datagram(6_969, Octets.ascii("d1:xd2:id20:"))).isNull();
    }

    @Test
    void survives_any_bytes() {
        SplittableRandom random = new SplittableRandom(3);
        int[] ports = {53, 67, 123, 443, 546, 5_353, 6_881};
        byte[][] sound = {dnsQuery(), quicInitial("00000001"), Octets.ascii("d1:ad2:id20:"), new byte[48]};
        for (int round = 0; round < 50_000; round++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            byte[] known = sound[round % sound.length];
            System.arraycopy(known, 0, noise, 0, random.nextInt(1 + Math.min(known.length, noise.length)));
            int port = ports[round % ports.length];
            Datagrams.protocol(Octets.of(noise), port, random.nextInt(65_536));
            StreamStart.Kind kind = stream(port, noise);
            assertThat(kind != null || noise.length < StreamStart.LONGEST).isTrue();
        }
    }
}
