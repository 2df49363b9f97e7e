package dev.weir.examples.clients;

import static dev.weir.capture.relay.RelayDirection.DOWNLOAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.capture.relay.Gate;
import dev.weir.capture.relay.Relay;
import dev.weir.shaping.DataSize;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A JDBC driver and its database server. */
@Timeout(60)
class JdbcClientTest {
    private Server server;
    private Relay relay;
    /** Keeps the database in memory, and sees what is really in it. */
    private Connection direct;

    @BeforeEach
    void start() throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
        relay = Relay.tcp(address).seed(1);
        direct = connect(address);
        try (Statement statement = direct.createStatement()) {
            statement.execute("create table orders (id int primary key)");
        }
    }

    @AfterEach
    void stop() throws SQLException {
        relay.close();
        direct.close();
        server.stop();
    }

    private static Connection connect(InetSocketAddress address) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:h2:tcp://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/mem:orders");
    }

    private static int insert(Connection connection, int id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("insert into orders values (" + id + ")");
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from orders")) {
            result.next();
            return result.getInt(1);
        }
    }

    @Test
    void works_over_a_bad_line() throws SQLException {
        relay.upload("delay=2 ms loss=2 %").download("delay=2 ms loss=2 %");
        try (Connection connection = connect(relay.address())) {
            for (int i = 0; i < 20; i++) {
                assertThat(insert(connection, i)).isEqualTo(1);
            }
            assertThat(count(connection)).isEqualTo(20);
        }
        assertThat(relay.connections()).isEqualTo(1);
    }

    /** The classic: the row is there, but whoever has written it cannot know. */
    @Test
    void does_not_learn_of_a_commit_whose_answer_is_lost() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection connection = connect(relay.address());
                PreparedStatement insert = connection.prepareStatement("insert into orders values (7)")) {
            Future<Integer> rows;
            try (Gate gate = relay.hold(DOWNLOAD)) {
                rows = thread.submit(() -> insert.executeUpdate());
                gate.awaitHeld(DataSize.bytes(1), Duration.ofSeconds(20));
                relay.reset();
            }
            assertThatThrownBy(() -> rows.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(SQLException.class);
            assertThat(count(direct)).isEqualTo(1);
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void finds_its_connection_broken_and_opens_another() throws SQLException {
        try (Connection connection = connect(relay.address())) {
            assertThat(insert(connection, 1)).isEqualTo(1);
            relay.reset();
            assertThatThrownBy(() -> insert(connection, 2)).isInstanceOf(SQLException.class);
        }
        try (Connection connection = connect(relay.address())) {
            assertThat(count(connection)).isEqualTo(1);
        }
        assertThat(relay.connections()).isEqualTo(2);
    }
}
