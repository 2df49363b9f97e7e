package dev.weir.shaping.lookup.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.Country;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.lookup.Connection;
import dev.weir.shaping.lookup.GeoLocation;
import dev.weir.shaping.lookup.ProcessInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CachedResolverTest {
    private static final IpAddress FIRST = IpAddress.of(192, 0, 2, 1);
    private static final CacheBounds BOUNDS =
            new CacheBounds(4, Duration.ofSeconds(100), Duration.ofSeconds(10), Duration.ofSeconds(1), 2);

    private final AtomicLong now = new AtomicLong();
    private final List<IpAddress> asked = new ArrayList<>();
    private @Nullable String name = "example.org";
    private boolean broken;

    private final CachedHostNameResolver names =
            new CachedHostNameResolver(this::lookUp, BOUNDS, Runnable::run, now::get);

    private @Nullable String lookUp(IpAddress address) {
        asked.add(address);
        if (broken) {
            throw new IllegalStateException("no route to the name server");
        }
        return name;
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void keeps_what_was_found_until_it_is_old() {
        names.hostName(FIRST);
        name = "new.example.org";
        pass(Duration.ofSeconds(100).minusNanos(1));
        assertThat(names.hostName(FIRST)).isEqualTo("example.org");
        pass(Duration.ofNanos(1));
        assertThat(names.hostName(FIRST)).isEqualTo("new.example.org");
        assertThat(asked).hasSize(2);
    }

    @Test
    void reading_does_not_make_an_answer_younger() {
        for (int second = 0; second < 100; second++) {
            names.hostName(FIRST);
            pass(Duration.ofSeconds(1));
        }
        assertThat(asked).hasSize(1);
        names.hostName(FIRST);
        assertThat(asked).hasSize(2);
    }

    @Test
    void keeps_the_unknown_for_its_own_time() {
        name = null;
        assertThat(names.hostName(FIRST)).isNull();
        name = "example.org";
        pass(Duration.ofSeconds(10).minusNanos(1));
        assertThat(names.hostName(FIRST)).isNull();
        pass(Duration.ofNanos(1));
        assertThat(names.hostName(FIRST)).isEqualTo("example.org");
    }

    @Test
    void asks_a_failing_resolver_again_after_a_pause() {
        broken = true;
        assertThat(names.hostName(FIRST)).isNull();
        broken = false;
        pass(Duration.ofSeconds(1).minusNanos(1));
        assertThat(names.hostName(FIRST)).isNull();
        assertThat(asked).hasSize(1);
        pass(Duration.ofNanos(1));
        assertThat(names.hostName(FIRST)).isEqualTo("example.org");
        assertThat(names.statistics()).isEqualTo(new CacheStatistics(1, 2, 0, 0, 1, 1, 1));
    }

    @Test
    void never_keeps_an_error() {
        CachedWifiResolver networks = new CachedWifiResolver(
                adapter -> {
                    asked.add(FIRST);
                    throw new AssertionError(adapter);
                },
                BOUNDS,
                Runnable::run,
                now::get);
        assertThatThrownBy(() -> networks.ssid("wlan0")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> networks.ssid("wlan0")).isInstanceOf(AssertionError.class);
        assertThat(asked).hasSize(2);
    }

    @Test
    void stays_within_its_size_and_counts_what_goes() {
        for (int last = 0; last < 200; last++) {
            names.hostName(IpAddress.of(192, 0, 2, last));
        }
        CacheStatistics counted = names.statistics();
        assertThat(counted.entries()).isEqualTo(4);
        assertThat(counted.evictions()).isEqualTo(196);
        assertThat(counted.misses()).isEqualTo(200);
        assertThat(counted.hits()).isZero();
    }

    @Test
    void passes_each_question_to_its_resolver() {
        Connection connection = new Connection(6, FIRST, 1, FIRST, 2);
        ProcessInfo process = new ProcessInfo(7, "/bin/x", "", "");
        CachedProcessResolver processes = new CachedProcessResolver(
                asking -> asking.equals(connection) ? process : null, BOUNDS, Runnable::run, now::get);
        CachedGeoResolver places = new CachedGeoResolver(
                address -> address.equals(FIRST) ? GeoLocation.of(Country.DE) : null, BOUNDS, Runnable::run, now::get);
        CachedWifiResolver networks =
                new CachedWifiResolver(adapter -> "net of " + adapter, BOUNDS, Runnable::run, now::get);

        assertThat(processes.process(connection)).isEqualTo(process);
        assertThat(processes.process(new Connection(17, FIRST, 1, FIRST, 2))).isNull();
        assertThat(places.locate(FIRST)).isEqualTo(GeoLocation.of(Country.DE));
        assertThat(places.locate(IpAddress.of(192, 0, 2, 2))).isNull();
        assertThat(networks.ssid("wlan0")).isEqualTo("net of wlan0");
        assertThat(processes.statistics().misses()).isEqualTo(2);
        assertThat(places.statistics().misses()).isEqualTo(2);
        assertThat(networks.statistics().misses()).isEqualTo(1);
    }
}
