package dev.weir.examples.clients;

import static dev.weir.capture.relay.RelayDirection.DOWNLOAD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.capture.relay.Gate;
import dev.weir.capture.relay.Relay;
import dev.weir.shaping.DataSize;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JDK's HTTP client with HTTP/2 in clear text: all requests share one connection. */
@Timeout(60)
class Http2ClientTest {
    private static final int MANY = 10;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    private final Server server = new Server(new QueuedThreadPool(10));
    /** Of the first one and ten more, those that have not reached the server. */
    private final CountDownLatch requests = new CountDownLatch(1 + MANY);

    private Relay relay;

    @BeforeEach
    void start() throws Exception {
        HttpConfiguration configuration = new HttpConfiguration();
        ServerConnector connector = new ServerConnector(
                server,
                1,
                1,
                new HttpConnectionFactory(configuration),
                new HTTP2CServerConnectionFactory(configuration));
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        server.setHandler(new Paths());
        server.start();
        relay = Relay.tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort()))
                .seed(1);
    }

    /** Answers with the path that was asked for. */
    private final class Paths extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String path = Request.getPathInContext(request);
            requests.countDown();
            response.write(true, ByteBuffer.wrap(path.getBytes(StandardCharsets.UTF_8)), callback);
            return true;
        }
    }

    @AfterEach
    void stop() throws Exception {
        relay.close();
        server.stop();
    }

    private CompletableFuture<HttpResponse<String>> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(relay.uri("http").resolve(path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> done(CompletableFuture<HttpResponse<String>> answer) throws Exception {
        return answer.get(20, TimeUnit.SECONDS);
    }

    /** The first request changes from HTTP/1.1 to HTTP/2; those that follow find the connection. */
    private void connect() throws Exception {
        assertThat(done(get("/first")).version()).isEqualTo(HttpClient.Version.HTTP_2);
    }

    private static List<CompletableFuture<HttpResponse<String>>> ten(
            Function<String, CompletableFuture<HttpResponse<String>>> request) {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            answers.add(request.apply("/" + i));
        }
        return answers;
    }

    private static void assertAnswered(List<CompletableFuture<HttpResponse<String>>> answers) throws Exception {
        for (int i = 0; i < MANY; i++) {
            assertThat(done(answers.get(i)).body()).isEqualTo("/" + i);
        }
    }

    /** Waits until the server has got ten requests, and answers are held: ten times two frames with heads of nine bytes. */
    private void awaitAnswers(Gate gate) throws InterruptedException {
        assertThat(requests.await(20, TimeUnit.SECONDS)).isTrue();
        gate.awaitHeld(DataSize.bytes(MANY * 18), Duration.ofSeconds(20));
    }

    @Test
    void sends_all_requests_over_one_connection() throws Exception {
        relay.upload("delay=10 ms").download("delay=10 ms loss=5 %");
        connect();
        assertAnswered(ten(this::get));
        assertThat(relay.connections()).isEqualTo(1);
    }

    @Test
    void has_all_requests_wait_behind_what_is_held() throws Exception {
        connect();
        List<CompletableFuture<HttpResponse<String>>> answers;
        try (Gate gate = relay.hold(DOWNLOAD)) {
            answers = ten(this::get);
            awaitAnswers(gate);
            assertThat(answers).noneMatch(CompletableFuture::isDone);
        }
        assertAnswered(answers);
    }

    /** The client may send some requests again on its own, over connections of their own; the others are lost with the connection. */
    @Test
    void loses_requests_with_the_connection_that_they_share() throws Exception {
        connect();
        List<CompletableFuture<HttpResponse<String>>> answers;
        try (Gate gate = relay.hold(DOWNLOAD)) {
            answers = ten(this::get);
            awaitAnswers(gate);
            relay.reset();
        }
        int lost = 0;
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            try {
                done(answer);
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(IOException.class);
                lost++;
            }
        }
        assertThat(lost).isBetween(MANY / 2, MANY);
        assertThat(done(get("/next")).body()).isEqualTo("/next");
        assertThat(relay.connections()).isGreaterThan(1);
    }
}
