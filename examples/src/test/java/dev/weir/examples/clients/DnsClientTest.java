package dev.weir.examples.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.capture.relay.Relay;
import dev.weir.shaping.Direction;
import dev.weir.shaping.core.DirectionReport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Properties;
import javax.naming.CommunicationException;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JDK's DNS client: it asks again when an answer does not come. */
@Timeout(60)
class DnsClientTest {
    private static final int NAMES = 10;

    private DnsServer server;

    @BeforeEach
    void start() throws IOException {
        server = new DnsServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @SuppressWarnings("BanJNDI") // the name is the test's own, and an address record holds no objects
    private static String address(Relay relay, String name, int retries) throws NamingException {
        Properties settings = new Properties();
        InetSocketAddress resolver = relay.address();
        settings.setProperty(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.setProperty(
                Context.PROVIDER_URL, "dns://" + resolver.getAddress().getHostAddress() + ":" + resolver.getPort());
        settings.setProperty("com.sun.jndi.dns.timeout.initial", "50");
        settings.setProperty("com.sun.jndi.dns.timeout.retries", Integer.toString(retries));
        DirContext dns = new InitialDirContext(settings);
        try {
            return (String) dns.getAttributes(name, new String[] {"A"}).get("A").get();
        } finally {
            dns.close();
        }
    }

    @Test
    void asks_again_until_it_is_answered() throws NamingException {
        try (Relay relay = Relay.udp(server.address())
                .upload("loss=30 %")
                .download("loss=30 %")
                .seed(3)) {
            for (int i = 0; i < NAMES; i++) {
                assertThat(address(relay, "host" + i + ".test", 9)).isEqualTo("192.0.2." + i);
            }
            DirectionReport questions = relay.report().direction(Direction.OUTGOING);
            assertThat(questions.packetsDropped()).isPositive();
            assertThat(relay.connections()).as("a port for each attempt").isEqualTo(questions.packetsIn());
            assertThat(server.answers()).isGreaterThan(NAMES);
        }
    }

    @Test
    void gives_up_over_a_line_that_is_cut() {
        try (Relay relay = Relay.udp(server.address()).cut()) {
            assertThatThrownBy(() -> address(relay, "host1.test", 2)).isInstanceOf(CommunicationException.class);
            assertThat(server.answers()).isZero();
        }
    }
}
