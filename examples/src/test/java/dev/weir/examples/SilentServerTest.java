package dev.weir.examples;

import static dev.weir.capture.relay.RelayDirection.DOWNLOAD;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.weir.shaping.junit.ImpairedRelay;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first test that the README shows, word for word. */
class SilentServerTest {
    HttpServer server;

    @RegisterExtension
    final ImpairedRelay orders = ImpairedRelay.tcp(() -> server.getAddress())
            .download("delay=150 ms loss=1 %")
            .seed(42);

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @Test
    void gives_up_when_the_server_goes_silent() {
        orders.cut(DOWNLOAD);
        var request =
                HttpRequest.newBuilder(orders.uri("http")).timeout(ofSeconds(1)).build();
        assertThrows(
                HttpTimeoutException.class, () -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString()));
    }
}
