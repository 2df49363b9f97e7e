package dev.weir.shaping.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.lookup.HostAddresses;
import dev.weir.shaping.match.AddressName;
import dev.weir.shaping.match.AddressSet;
import dev.weir.shaping.match.EndpointSet;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Its own thread, at the times of a clock that stands still until it is set. */
@Timeout(60)
class HostRefresherTest {
    private static final AddressName HOST = AddressName.host("skype.com");

    private final AtomicLong second = new AtomicLong();
    private final List<Long> askedAt = new CopyOnWriteArrayList<>();
    private final List<EndpointSet> told = new CopyOnWriteArrayList<>();
    private final Set<String> marks = ConcurrentHashMap.newKeySet();
    private final HostRefresher refresher = new HostRefresher(
            this::answer, false, (name, members) -> told.add(members), () -> second.get() * 1_000_000_000L);

    private volatile @Nullable HostAddresses answer;
    private volatile boolean broken;

    private @Nullable HostAddresses answer(String host) {
        if (!host.equals(HOST.name())) {
            marks.add(host);
            return null;
        }
        askedAt.add(second.get());
        if (broken) {
            throw new IllegalStateException("no network");
        }
        return answer;
    }

    private static HostAddresses addresses(int secondsToLive, String... addresses) {
        return new HostAddresses(
                List.of(addresses).stream().map(IpAddress::parse).toList(), Duration.ofSeconds(secondsToLive));
    }

    private static EndpointSet only(String address) {
        return EndpointSet.of(AddressSet.parse(address));
    }

    /**
     * Has the thread look at what is due at a time. It does so in passes, each of which takes up new names at first: one name may come into a pass that began before,
     * one into the next, and when a third is asked for that one is over.
     */
    private void lookAt(long time) {
        second.set(time);
        for (int i = 0; i < 3; i++) {
            String mark = "mark" + time + "-" + i;
            refresher.want(List.of(AddressName.host(mark)));
            while (!marks.contains(mark)) {
                Thread.onSpinWait();
            }
        }
    }

    @AfterEach
    void stop() {
        refresher.stop();
    }

    @Test
    void asks_again_when_an_answer_is_no_longer_good_and_tells_what_is_new() {
        answer = addresses(60, "192.0.2.7");
        refresher.want(List.of(HOST));
        lookAt(0);
        answer = addresses(5, "192.0.2.8");
        lookAt(59);
        assertThat(told).containsExactly(only("192.0.2.7"));
        lookAt(60);
        lookAt(89);
        lookAt(90);
        assertThat(askedAt).as("and at most every 30 seconds").containsExactly(0L, 60L, 90L);
        assertThat(told).containsExactly(only("192.0.2.7"), only("192.0.2.8"));
    }

    @Test
    void keeps_the_last_good_answer_while_questions_fail() {
        answer = addresses(60, "192.0.2.7");
        refresher.want(List.of(HOST));
        lookAt(0);
        broken = true;
        lookAt(60);
        broken = false;
        answer = null;
        lookAt(90);
        answer = addresses(40);
        lookAt(120);
        assertThat(told).containsExactly(only("192.0.2.7"));
        answer = addresses(60, "192.0.2.9");
        lookAt(159);
        lookAt(160);
        assertThat(askedAt).containsExactly(0L, 60L, 90L, 120L, 160L);
        assertThat(told).containsExactly(only("192.0.2.7"), only("192.0.2.9"));
    }
}
