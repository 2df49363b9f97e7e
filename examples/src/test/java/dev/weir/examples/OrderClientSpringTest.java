package dev.weir.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.weir.shaping.junit.ImpairedRelay;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** A client that Spring makes, with the address of a relay. */
@SpringJUnitConfig(OrderClientSpringTest.Config.class)
class OrderClientSpringTest {
    private static final HttpServer SERVER = OrderServer.start();

    @RegisterExtension
    static final ImpairedRelay orders =
            ImpairedRelay.tcp(SERVER::getAddress).upload("delay=10 ms").keepConnections();

    private final OrderClient client;

    OrderClientSpringTest(@Autowired OrderClient client) {
        this.client = client;
    }

    @DynamicPropertySource
    static void through_the_relay(DynamicPropertyRegistry registry) {
        registry.add("orders.url", () -> orders.uri("http"));
    }

    static class Config {
        @Bean
        OrderClient client(@Value("${orders.url}") URI url) {
            return new OrderClient(url);
        }
    }

    @AfterAll
    static void stop() {
        SERVER.stop(0);
    }

    @Test
    void the_client_goes_through_the_relay() throws Exception {
        assertThat(client.orders()).contains("order 1");
        assertThat(orders.report().outgoing().packetsOut()).isPositive();
    }

    @Test
    void another_test_has_the_same_client() throws Exception {
        assertThat(client.orders()).contains("order 2");
    }
}
