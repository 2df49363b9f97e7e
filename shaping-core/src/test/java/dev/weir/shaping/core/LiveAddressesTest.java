package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.match.Matches.remote;
import static dev.weir.shaping.match.Matches.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.SourceKind;
import dev.weir.shaping.lookup.HostAddressResolver;
import dev.weir.shaping.lookup.HostAddresses;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.AddressSet;
import dev.weir.shaping.match.Match;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LiveAddressesTest {
    /** A live run whose first rule blocks. */
    private static final class Run implements AutoCloseable {
        private final LiveShaping live;
        private final PacketIntake intake;
        private long offered;

        Run(Shaper.Builder shaper, int shards) {
            MemoryBackend backend = new MemoryBackend();
            live = shaper.build().live().shards(shards).start(backend);
            intake = backend.session().intake(SourceKind.LOSSLESS);
        }

        /** Offers a packet, waits until it is judged, and tells whether the rule took it. */
        boolean blocks(String source, String destination) {
            Frame frame = Packets.udp(source, 5000, destination, 443).outgoing();
            long before = blocked();
            intake.offer(
                    frame.array(), 0, frame.length(), frame.length(), frame.linkType(), frame.direction(), offered++);
            while (live.report().outgoing().packetsIn() < offered) {
                Thread.onSpinWait();
            }
            return blocked() > before;
        }

        private long blocked() {
            return live.report().rules().get(0).packetsIn();
        }

        void awaitBlock(String source, String destination) {
            while (!blocks(source, destination)) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void close() {
            live.close();
            assertThat(live.failure()).isNull();
        }
    }

    private static Shaper.Builder blocking(Match match) {
        return Shaper.builder().rule("match", match, block());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void hosts_are_resolved_off_the_packet_path(int shards) {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        AtomicReference<String> thread = new AtomicReference<>("");
        HostAddressResolver resolver = host -> {
            thread.set(Thread.currentThread().getName());
            asked.countDown();
            awaitUnchecked(answers);
            return new HostAddresses(List.of(IpAddress.parse("192.0.2.7")), Duration.ofHours(1));
        };
        try (Run run = new Run(blocking(remote("skype.com")).lookup(resolver), shards)) {
            awaitUnchecked(asked);
            assertThat(run.blocks("10.0.0.2", "192.0.2.7")).isFalse();
            answers.countDown();
            run.awaitBlock("10.0.0.2", "192.0.2.7");
            assertThat(run.blocks("10.0.0.2", "192.0.2.8")).isFalse();
            assertThat(thread).hasValue("weir-hosts");
        }
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void rules_that_come_later_and_code_may_name_hosts_too() {
        HostAddressResolver resolver = host -> new HostAddresses(
                List.of(IpAddress.parse(host.equals("a.org") ? "192.0.2.7" : "192.0.2.8")), Duration.ZERO);
        Match inCode = remote("b.org");
        try (Run run = new Run(
                Shaper.builder()
                        .rule("match", (packet, context) -> inCode.matches(packet, context) ? block() : null)
                        .lookup(resolver),
                1)) {
            run.awaitBlock("10.0.0.2", "192.0.2.8");
            run.live.rules(RuleSet.empty().with("match", remote("a.org"), block()));
            run.awaitBlock("10.0.0.2", "192.0.2.7");
        }
    }

    @Test
    void groups_change_between_two_packets() {
        try (Run run = new Run(blocking(remote("@bad")).addressGroup(AddressGroup.of("bad", "192.0.2.7")), 1)) {
            assertThat(run.blocks("10.0.0.2", "192.0.2.7")).isTrue();
            run.live.addressGroup(AddressGroup.of("bad", "192.0.2.8"));
            assertThat(run.blocks("10.0.0.2", "192.0.2.7")).isFalse();
            assertThat(run.blocks("10.0.0.2", "192.0.2.8")).isTrue();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run.live.addressGroup(AddressGroup.of("other", "@none")))
                    .withMessage("address group is missing: \"none\"");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run.live.rules(RuleSet.empty().with("match", remote("@other"), block())))
                    .withMessage("address group is missing: \"other\"");
            run.live.close();
            assertThatIllegalStateException()
                    .isThrownBy(() -> run.live.addressGroup(AddressGroup.of("bad")))
                    .withMessage("address groups must be set while the run goes on");
        }
    }

    @Test
    void local_host_is_this_machine_until_told_otherwise() throws SocketException {
        String own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .map(InetAddress::getAddress)
                .map(IpAddress::of)
                .filter(address -> address.version() == 4)
                .map(IpAddress::toString)
                .reduce("127.0.0.1", (first, second) -> second);
        try (Run run = new Run(blocking(source("Local host")), 1)) {
            run.awaitBlock(own, "192.0.2.7");
            assertThat(run.blocks("203.0.113.9", "192.0.2.7")).isFalse();
            run.live.localAddresses(AddressSet.parse("203.0.113.9"));
            assertThat(run.blocks("203.0.113.9", "192.0.2.7")).isTrue();
            assertThat(run.blocks("127.0.0.1", "192.0.2.7")).isTrue();
            assertThat(run.blocks("203.0.113.10", "192.0.2.7")).isFalse();
        }
    }
}
