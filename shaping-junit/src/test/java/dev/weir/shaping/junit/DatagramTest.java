package dev.weir.shaping.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.capture.relay.Relay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Relays for UDP. */
class DatagramTest {
    private static final DatagramSocket SERVER = socket();

    private static DatagramSocket socket() {
        try {
            DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            socket.setSoTimeout(5_000);
            return socket;
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress address() {
        return (InetSocketAddress) SERVER.getLocalSocketAddress();
    }

    private static void send(InetSocketAddress address, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket client = socket()) {
            client.send(new DatagramPacket(bytes, bytes.length, address));
            DatagramPacket got = new DatagramPacket(new byte[100], 100);
            SERVER.receive(got);
            assertThat(new String(got.getData(), 0, got.getLength(), StandardCharsets.UTF_8))
                    .isEqualTo(text);
        }
    }

    static class InAField {
        @RegisterExtension
        static final ImpairedRelay RELAY =
                ImpairedRelay.udp(DatagramTest::address).upload("delay=1 ms").seed(5);

        @Test
        void a_datagram_passes() throws IOException {
            send(RELAY.address(), "one");
            assertThat(RELAY.connections()).isEqualTo(1);
        }

        @Test
        void another_test_is_not_confused() throws IOException {
            assertThat(RELAY.connections()).isZero();
            send(RELAY.address(), "two");
        }
    }

    static final class Target implements ImpairedTarget {
        @Override
        public InetSocketAddress address(ExtensionContext test) {
            return DatagramTest.address();
        }
    }

    @Impaired(targetFrom = Target.class, value = "upload delay=1 ms", udp = true)
    static class ByAnnotation {
        @Test
        void a_datagram_passes(Relay relay) throws IOException {
            send(relay.address(), "three");
        }
    }

    static class Unused {
        @RegisterExtension
        final ImpairedRelay relay = ImpairedRelay.udp(address());

        @Test
        void goes_straight_to_the_server() throws IOException {
            send(DatagramTest.address(), "four");
        }
    }

    @Test
    void datagrams_pass_a_relay() {
        Engine.succeeded(Engine.run(InAField.class, ByAnnotation.class), 3);
    }

    @Test
    void a_relay_without_datagrams_fails_the_test() {
        assertThat(Engine.failure(Engine.run(Unused.class))).hasMessageContaining("no connection was made to relay");
    }
}
