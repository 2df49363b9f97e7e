package dev.weir.examples.clients;

import static dev.weir.capture.relay.RelayDirection.DOWNLOAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.weir.capture.relay.Relay;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JDK's HTTP client with HTTP/1.1. */
@Timeout(60)
class HttpClientTest {
    private static final byte[] PAGE = page();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    private HttpServer server;
    private Relay relay;

    private static byte[] page() {
        byte[] page = new byte[100_000];
        Arrays.fill(page, (byte) 'w');
        return page;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, PAGE.length);
            exchange.getResponseBody().write(PAGE);
            exchange.close();
        });
        server.start();
        relay = Relay.tcp(server.getAddress()).seed(1);
    }

    @AfterEach
    void stop() {
        relay.close();
        server.stop(0);
    }

    private byte[] get() throws IOException, InterruptedException {
        return get(Duration.ofSeconds(20));
    }

    private byte[] get(Duration timeout) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(relay.uri("http")).timeout(timeout).build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    @Test
    void gets_every_byte_over_a_bad_line() throws Exception {
        relay.upload("delay=5 ms").download("rate=20 Mbit/s delay=5 ms loss=1 %");
        assertThat(get()).isEqualTo(PAGE);
        assertThat(relay.report().direction(Direction.INCOMING).packetsDropped())
                .isPositive();
    }

    @Test
    void keeps_its_connection_until_that_is_closed() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(get()).hasSize(PAGE.length);
        }
        assertThat(relay.connections()).isEqualTo(1);

        relay.reset();
        assertThat(get()).hasSize(PAGE.length);
        assertThat(relay.connections()).isEqualTo(2);
    }

    @Test
    void tells_of_an_answer_that_is_not_whole() throws Exception {
        relay.resetAfter(DOWNLOAD, DataSize.bytes(50_000));
        assertThatThrownBy(this::get).isInstanceOf(IOException.class);

        relay.restore();
        assertThat(get()).isEqualTo(PAGE);
    }

    @Test
    void times_out_over_a_line_that_is_cut_and_goes_on_when_it_is_not() throws Exception {
        assertThat(get()).hasSize(PAGE.length);
        relay.cut(DOWNLOAD);
        assertThatThrownBy(() -> get(Duration.ofMillis(200))).isInstanceOf(HttpTimeoutException.class);

        relay.restore();
        assertThat(get()).isEqualTo(PAGE);
    }
}
