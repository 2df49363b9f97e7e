package dev.weir.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.weir.shaping.junit.Impaired;
import dev.weir.shaping.junit.ImpairedTarget;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A relay by annotation: one for each test. */
@Impaired(
        targetFrom = OrderClientImpairedTest.Orders.class,
        value = "upload delay=10 ms; download rate=256 kbit/s loss=2 %",
        seed = 42)
class OrderClientImpairedTest {
    private static final HttpServer SERVER = OrderServer.start();

    static final class Orders implements ImpairedTarget {
        @Override
        public InetSocketAddress address(ExtensionContext test) {
            return SERVER.getAddress();
        }
    }

    @AfterAll
    static void stop() {
        SERVER.stop(0);
    }

    @Test
    void works_on_a_slow_line(URI server) throws Exception {
        assertThat(new OrderClient(server).orders()).contains("order 1");
    }

    @Test
    @Impaired(targetFrom = Orders.class, value = "refuse", optional = true)
    void says_that_the_server_is_down(URI server) {
        assertThatThrownBy(() -> new OrderClient(server).orders()).isInstanceOf(ConnectException.class);
    }
}
