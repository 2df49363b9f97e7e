package dev.weir.examples;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** Reads orders from a server: gives up after two seconds of silence, and tries once more when a connection breaks. */
final class OrderClient {
    private final URI server;
    private final HttpClient http = HttpClient.newHttpClient();

    OrderClient(URI server) {
        this.server = server;
    }

    /** All orders, one a line. */
    String orders() throws IOException, InterruptedException {
        try {
            return fetch();
        } catch (HttpTimeoutException | ConnectException e) {
            throw e;
        } catch (IOException e) {
            return fetch();
        }
    }

    private String fetch() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/orders"))
                .timeout(Duration.ofSeconds(2))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }
}
