package dev.weir.shaping.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.weir.capture.relay.RelayDirection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client with bugs that no test without a relay shows: each test that looks for one fails every time, and passes every time once it is mended. */
class PlantedBugTest {
    private static final EchoServer SERVER = new EchoServer();
    private static final int TIMES = 10;

    /** Asks a server for a text. */
    interface Client {
        String fetch(InetSocketAddress server, String text) throws IOException;
    }

    /** Gives up at the first connection that breaks. */
    private static final Client WITHOUT_RETRY = EchoServer::ask;

    /** Takes what one read brings for the whole answer. */
    private static final Client READS_ONCE = (server, text) -> {
        try (Socket socket = EchoServer.open(server)) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            byte[] answer = new byte[65_536];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(0, length), StandardCharsets.UTF_8);
        }
    };

    /** Waits for ever, or five seconds for that matter. */
    private static final Client PATIENT = EchoServer::ask;

    private static final Client MENDED = (server, text) -> {
        for (int attempt = 0; ; attempt++) {
            try (Socket socket = EchoServer.open(server)) {
                socket.setSoTimeout(200);
                return EchoServer.ask(socket, text);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                if (attempt == 2) {
                    throw e;
                }
            }
        }
    };

    abstract static class ClientTests {
        @RegisterExtension
        static final ImpairedRelay RELAY = ImpairedRelay.tcp(SERVER::address).seed(42);

        abstract Client client();
    }

    abstract static class BrokenConnection extends ClientTests {
        @RepeatedTest(TIMES)
        void the_client_tries_again_after_a_reset() throws IOException {
            RELAY.failFirst(1);
            assertThat(client().fetch(RELAY.address(), "order 1")).isEqualTo("order 1");
        }
    }

    abstract static class Pieces extends ClientTests {
        @RepeatedTest(TIMES)
        void the_client_puts_an_answer_together() throws IOException {
            RELAY.apply("slice download 3 B every 5 ms");
            assertThat(client().fetch(RELAY.address(), "order 1")).isEqualTo("order 1");
        }
    }

    abstract static class Silence extends ClientTests {
        @Test
        void the_client_gives_up() {
            RELAY.cut(RelayDirection.DOWNLOAD);
            assertTimeoutPreemptively(
                    Duration.ofSeconds(2), () -> assertThatThrownBy(() -> client().fetch(RELAY.address(), "order 1"))
                            .isInstanceOf(SocketTimeoutException.class));
        }
    }

    static class BrokenConnectionWithBug extends BrokenConnection {
        @Override
        Client client() {
            return WITHOUT_RETRY;
        }
    }

    static class BrokenConnectionMended extends BrokenConnection {
        @Override
        Client client() {
            return MENDED;
        }
    }

    static class PiecesWithBug extends Pieces {
        @Override
        Client client() {
            return READS_ONCE;
        }
    }

    static class PiecesMended extends Pieces {
        @Override
        Client client() {
            return MENDED;
        }
    }

    static class SilenceWithBug extends Silence {
        @Override
        Client client() {
            return PATIENT;
        }
    }

    static class SilenceMended extends Silence {
        @Override
        Client client() {
            return MENDED;
        }
    }

    @Test
    void each_bug_is_found_every_time() {
        for (Class<?> type : List.of(BrokenConnectionWithBug.class, PiecesWithBug.class)) {
            Engine.run(type).testEvents().assertStatistics(statistics -> statistics.failed(TIMES));
        }
    }

    @Test
    void a_client_that_waits_too_long_is_found() {
        Engine.run(SilenceWithBug.class).testEvents().assertStatistics(statistics -> statistics.failed(1));
    }

    @Test
    void the_mended_client_passes_every_time() {
        Engine.succeeded(
                Engine.run(BrokenConnectionMended.class, PiecesMended.class, SilenceMended.class), 2 * TIMES + 1);
    }
}
