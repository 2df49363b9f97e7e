package dev.weir.examples.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.capture.relay.Relay;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Kafka client: it asks the address that it was given where the brokers are, and connects there. */
@Timeout(90)
class KafkaClientTest {
    private static final int PATIENCE_MILLIS = 20_000;

    private KafkaBroker broker;
    private Relay relay;

    @BeforeEach
    void start() throws IOException {
        broker = new KafkaBroker();
        relay = Relay.tcp(broker.address()).seed(1);
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
        broker.close();
    }

    private Admin client() {
        InetSocketAddress address = relay.address();
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                address.getAddress().getHostAddress() + ":" + address.getPort(),
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                "100"));
    }

    /** The port at which the client finds the one broker. */
    private static int port(Admin client, int timeoutMillis) throws Exception {
        return client.describeCluster(new DescribeClusterOptions().timeoutMs(timeoutMillis))
                .nodes()
                .get(2L * PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .iterator()
                .next()
                .port();
    }

    @Test
    void goes_around_the_relay_if_the_broker_advertises_its_own_address() throws Exception {
        try (Admin client = client()) {
            assertThat(port(client, PATIENCE_MILLIS)).isEqualTo(broker.address().getPort());
            relay.cut();
            assertThat(port(client, PATIENCE_MILLIS)).isEqualTo(broker.address().getPort());
            assertThat(relay.connections()).isEqualTo(1);
        }
    }

    @Test
    void stays_behind_the_relay_if_the_broker_advertises_that() throws Exception {
        broker.advertise(relay.address());
        relay.upload("delay=2 ms loss=1 %").download("delay=2 ms loss=1 %");
        try (Admin client = client()) {
            assertThat(port(client, PATIENCE_MILLIS)).isEqualTo(relay.address().getPort());
            relay.cut();
            assertThatThrownBy(() -> port(client, 500)).hasCauseInstanceOf(TimeoutException.class);
            relay.restore();
            assertThat(port(client, PATIENCE_MILLIS)).isEqualTo(relay.address().getPort());
        }
    }

    @Test
    void connects_again_when_the_connection_breaks() throws Exception {
        broker.advertise(relay.address());
        try (Admin client = client()) {
            assertThat(port(client, PATIENCE_MILLIS)).isEqualTo(relay.address().getPort());
            long before = relay.connections();
            relay.reset();
            assertThat(port(client, PATIENCE_MILLIS)).isEqualTo(relay.address().getPort());
            relay.awaitConnections(before + 1, Duration.ofSeconds(20));
        }
    }
}
