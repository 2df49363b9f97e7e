package dev.weir.examples.clients;

import static dev.weir.capture.relay.RelayDirection.UPLOAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.weir.capture.relay.Relay;
import dev.weir.shaping.DataSize;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS through a relay: it does not look inside, so the certificate must be for the name by which the client reaches the relay. */
@Timeout(90)
class TlsClientTest {
    private static final byte[] SECRET = "no relay has read this".getBytes(StandardCharsets.UTF_8);

    private static SSLContext tls;
    private static HttpsServer server;
    private HttpClient client;
    private Relay relay;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        tls = Certificate.of("localhost", folder);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, SECRET.length);
            exchange.getResponseBody().write(SECRET);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @BeforeEach
    void open() {
        client = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(20))
                .build();
        relay = Relay.tcp(server.getAddress()).seed(1);
    }

    @AfterEach
    void close() {
        relay.close();
    }

    private byte[] get(URI uri) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    private URI byName() {
        return URI.create("https://localhost:" + relay.address().getPort() + "/");
    }

    @Test
    void trusts_a_server_that_it_reaches_by_its_name() throws Exception {
        relay.upload("delay=3 ms loss=2 %").download("delay=3 ms loss=2 %");
        assertThat(get(byName())).isEqualTo(SECRET);
        assertThat(relay.connections()).isEqualTo(1);
    }

    @Test
    void does_not_trust_it_by_the_address_of_the_relay() {
        assertThatThrownBy(() -> get(relay.uri("https"))).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void tells_of_a_handshake_that_breaks() throws Exception {
        relay.resetAfter(UPLOAD, DataSize.bytes(100));
        assertThatThrownBy(() -> get(byName())).isInstanceOf(IOException.class);

        relay.restore();
        assertThat(get(byName())).isEqualTo(SECRET);
    }

    @Test
    void carries_nothing_that_can_be_read() throws Exception {
        var seen = relay.afterDownload(SECRET).run(() -> {});
        assertThat(get(byName())).isEqualTo(SECRET);
        assertThat(seen.fired()).isZero();
    }
}
