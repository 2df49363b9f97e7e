package dev.weir.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.weir.capture.relay.RelayDirection;
import dev.weir.shaping.junit.ImpairedRelay;
import java.net.http.HttpTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A relay in a static field: one address for the class. */
class OrderClientTest {
    private static final HttpServer SERVER = OrderServer.start();

    @RegisterExtension
    static final ImpairedRelay orders = ImpairedRelay.tcp(SERVER::getAddress)
            .download("rate=256 kbit/s delay=50 ms")
            .seed(42);

    private final OrderClient client = new OrderClient(orders.uri("http"));

    @AfterAll
    static void stop() {
        SERVER.stop(0);
    }

    @Test
    void reads_orders_over_a_slow_line() throws Exception {
        assertThat(client.orders()).contains("order 1");
    }

    @Test
    void gives_up_when_the_server_goes_silent() {
        orders.cut(RelayDirection.DOWNLOAD);
        assertThatThrownBy(client::orders).isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void tries_again_when_a_connection_breaks() throws Exception {
        orders.failFirst(1);
        assertThat(client.orders()).contains("order 1");
        assertThat(orders.connections()).isEqualTo(2);
    }

    @Nested
    class On_a_bad_line {
        @BeforeEach
        void bad_line() {
            orders.apply("upload delay=10 ms; download delay=10 ms loss=2 %");
        }

        @Test
        void still_works() throws Exception {
            assertThat(client.orders()).contains("order 3");
        }
    }
}
