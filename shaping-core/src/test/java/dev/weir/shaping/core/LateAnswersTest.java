package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.pass;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Country;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.Rule;
import dev.weir.shaping.lookup.Connection;
import dev.weir.shaping.lookup.GeoLocation;
import dev.weir.shaping.lookup.GeoResolver;
import dev.weir.shaping.lookup.HostNameResolver;
import dev.weir.shaping.lookup.Lookup;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import dev.weir.shaping.lookup.WifiResolver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Providers that know nothing at first, and say by their version when they may know more. */
class LateAnswersTest {
    private static final Frame UPLOAD =
            Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).length(100).outgoing();

    private final List<String> asked = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private long version;
    private boolean known;

    private <T> @Nullable T answer(String question, T found) {
        asked.add(question);
        return known ? found : null;
    }

    private final class Places implements GeoResolver {
        @Override
        public @Nullable GeoLocation locate(IpAddress address) {
            return answer("place", GeoLocation.of(Country.DE));
        }

        @Override
        public long version() {
            return version;
        }
    }

    private final class Names implements HostNameResolver {
        @Override
        public @Nullable String hostName(IpAddress address) {
            return answer("name", "example.org");
        }

        @Override
        public long version() {
            return version;
        }
    }

    private final class Networks implements WifiResolver {
        @Override
        public @Nullable String ssid(String adapter) {
            return answer("network", "home");
        }

        @Override
        public long version() {
            return version;
        }
    }

    private final class Processes implements ProcessResolver {
        @Override
        public @Nullable ProcessInfo process(Connection connection) {
            return answer("process", new ProcessInfo(7, "/bin/game", "", "ann"));
        }

        @Override
        public long version() {
            return version;
        }
    }

    private Simulation asking(Lookup provider, Rule rule) {
        return Shaper.builder().rule("ask", rule).lookup(provider).build().simulate();
    }

    private void learn() {
        known = true;
        version++;
    }

    private void passThreeStages(Simulation simulation) {
        simulation.offer(UPLOAD);
        simulation.offer(UPLOAD);
        version++;
        simulation.offer(UPLOAD);
        simulation.offer(UPLOAD);
        learn();
        simulation.offer(UPLOAD);
        known = false;
        version++;
        simulation.offer(UPLOAD);
    }

    @Test
    void asks_for_a_place_again_when_the_version_changes_until_it_is_known() {
        passThreeStages(asking(new Places(), (packet, context) -> {
            seen.add(packet.country().name());
            return pass();
        }));
        assertThat(seen).containsExactly("UNKNOWN", "UNKNOWN", "UNKNOWN", "UNKNOWN", "DE", "DE");
        assertThat(asked).containsExactly("place", "place", "place");
    }

    @Test
    void asks_for_a_name_again() {
        passThreeStages(asking(new Names(), (packet, context) -> {
            seen.add(String.valueOf(packet.host()));
            return pass();
        }));
        assertThat(seen).containsExactly("null", "null", "null", "null", "example.org", "example.org");
        assertThat(asked).containsExactly("name", "name", "name");
    }

    @Test
    void asks_for_a_network_again() {
        passThreeStages(asking(new Networks(), (packet, context) -> {
            seen.add(String.valueOf(packet.ssid()));
            return pass();
        }));
        assertThat(seen).containsExactly("null", "null", "null", "null", "home", "home");
        assertThat(asked).containsExactly("network", "network", "network");
    }

    @Test
    void asks_for_a_process_again_and_counts_for_it_from_then_on() {
        Simulation simulation = asking(new Processes(), (packet, context) -> {
            seen.add(packet.pid() + packet.exeName() + packet.user());
            return pass();
        });
        passThreeStages(simulation);
        assertThat(seen).containsExactly("-1", "-1", "-1", "-1", "7gameann", "7gameann");
        assertThat(asked).containsExactly("process", "process", "process");
        assertThat(simulation.processes())
                .extracting(stats -> stats.pid() + ": " + stats.outgoing().packetsIn() + " of " + stats.connections())
                .containsExactly("-1: 4 of 0", "7: 2 of 1");
    }

    @Test
    void asks_for_nothing_where_there_is_no_address() {
        Simulation simulation = asking(new Processes(), (packet, context) -> {
            seen.add(packet.pid() + packet.exeName());
            return pass();
        });
        simulation.offer(Packets.arp("10.0.0.2", "10.0.0.1").outgoing());
        assertThat(seen).containsExactly("-1");
        assertThat(asked).isEmpty();
    }
}
