package dev.weir.shaping.core;

import static dev.weir.shaping.Priorities.block;
import static dev.weir.shaping.core.Judged.holds;
import static dev.weir.shaping.match.Matches.destination;
import static dev.weir.shaping.match.Matches.local;
import static dev.weir.shaping.match.Matches.remote;
import static dev.weir.shaping.match.Matches.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.IpNetwork;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.filter.Filter;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.lookup.HostAddressResolver;
import dev.weir.shaping.lookup.HostAddresses;
import dev.weir.shaping.lookup.HostNameResolver;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.AddressSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AddressNamesTest {
    private static final Frame TO_7 = to("192.0.2.7");
    private static final Frame TO_8 = to("192.0.2.8");

    private static Frame to(String address) {
        return Packets.udp("10.0.0.2", 5000, address, 443).payload(100).outgoing();
    }

    private static HostAddresses answer(int seconds, String... addresses) {
        return new HostAddresses(
                List.of(addresses).stream().map(IpAddress::parse).toList(), Duration.ofSeconds(seconds));
    }

    @Test
    void groups_hold_addresses_macs_and_other_groups() {
        Shaper shaper = Shaper.builder()
                .addressGroup(AddressGroup.of("servers", "192.0.2.7", "@more"))
                .addressGroup(AddressGroup.of("more", "192.0.2.100-192.0.2.110, 48-E7-DA-0D-C4-C9"))
                .rule("match", remote("@servers, 203.0.113.1"), block())
                .build();
        RuleTester tester = RuleTester.of(shaper);
        assertThat(holds(tester, TO_7)).isTrue();
        assertThat(holds(tester, TO_8)).isFalse();
        assertThat(holds(tester, to("192.0.2.105"))).isTrue();
        assertThat(holds(tester, to("203.0.113.1"))).isTrue();
        assertThat(holds(
                        tester,
                        Packets.udp("10.0.0.2", 1, "192.0.2.8", 2)
                                .dstMac(MacAddress.parse("48-E7-DA-0D-C4-C9"))
                                .outgoing()))
                .isTrue();
        tester.addressGroup(AddressGroup.of("more", "192.0.2.8"));
        assertThat(holds(tester, TO_8)).isTrue();
        assertThat(holds(tester, to("192.0.2.105"))).isFalse();
    }

    @Test
    void another_group_changes_the_next_verdict_of_every_rule() {
        Shaper shaper = Shaper.builder()
                .addressGroup(AddressGroup.of("bad", "192.0.2.7"))
                .rule("to", destination("@bad"), block())
                .rule("from", source("@bad"), block())
                .build();
        Simulation simulation = shaper.simulate();
        Frame from8 = Packets.udp("192.0.2.8", 1, "10.0.0.2", 2).incoming();
        simulation.offer(TO_8);
        simulation.offer(from8);
        assertThat(simulation.report().rules())
                .extracting(RuleReport::packetsIn)
                .startsWith(0L, 0L);
        simulation.addressGroup(AddressGroup.of("bad", "192.0.2.7, 192.0.2.8"));
        simulation.offer(TO_8);
        simulation.offer(from8);
        simulation.offer(TO_7);
        assertThat(simulation.report().rules())
                .extracting(RuleReport::packetsIn)
                .startsWith(2L, 1L);
    }

    @Test
    void refuses_groups_that_are_missing_or_members_of_themselves() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shaper.builder()
                        .rule("match", remote("10.0.0.1").or(remote("@none").not()), block())
                        .build())
                .withMessage("address group is missing: \"none\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shaper.builder()
                        .addressGroup(AddressGroup.of("a", "@none"))
                        .build())
                .withMessage("address group is missing: \"none\"");
        Shaper.Builder circle =
                Shaper.builder().addressGroup(AddressGroup.of("a", "@b")).addressGroup(AddressGroup.of("b", "@c"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> circle.addressGroup(AddressGroup.of("c", "@a")))
                .withMessage("address group must not be a member of itself: \"c\"");
        Simulation simulation = Shaper.builder().build().simulate();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulation.addressGroup(AddressGroup.of("a", "@none")))
                .withMessage("address group is missing: \"none\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulation.rules(RuleSet.empty().with("match", remote("@none"), block())))
                .withMessage("address group is missing: \"none\"");
    }

    @Test
    void refuses_filters_that_name_groups_that_are_missing() {
        Filter filter = Filter.block("match", remote("@none"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shaper.builder().filter(filter).build())
                .withMessage("address group is missing: \"none\"");
        Simulation simulation = Shaper.builder().build().simulate();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulation.filters(FilterSet.of(filter)))
                .withMessage("address group is missing: \"none\"");
        simulation
                .addressGroup(AddressGroup.of("none", "192.0.2.7"))
                .filters(FilterSet.of(filter))
                .offer(TO_7);
        assertThat(simulation.report().filters().get(0).packets()).isEqualTo(1);
    }

    @Test
    void local_host_is_the_shapers_own_addresses_and_loopback() {
        Shaper shaper = Shaper.builder()
                .localAddresses(IpNetwork.parse("10.0.0.2"))
                .rule("match", source("Local host"), block())
                .build();
        RuleTester tester = RuleTester.of(shaper);
        assertThat(holds(tester, TO_7)).isTrue();
        assertThat(holds(tester, Packets.udp("127.0.0.1", 1, "127.0.0.1", 2).outgoing()))
                .isTrue();
        assertThat(holds(tester, Packets.udp("::1", 1, "::1", 2).outgoing())).isTrue();
        assertThat(holds(tester, Packets.udp("10.0.0.3", 1, "10.0.0.2", 2).incoming()))
                .isFalse();
        tester.localAddresses(AddressSet.parse("10.0.0.3"));
        assertThat(holds(tester, TO_7)).isFalse();
        assertThat(holds(tester, Packets.udp("10.0.0.3", 1, "10.0.0.2", 2).incoming()))
                .isTrue();
        Simulation simulation = shaper.simulate();
        simulation.localAddresses(AddressSet.parse("10.0.0.3"));
        simulation.offer(TO_7);
        assertThat(simulation.report().rules().get(0).packetsIn()).isZero();
    }

    @Test
    void hosts_mean_what_the_resolver_told_last() {
        AtomicReference<@Nullable HostAddresses> told = new AtomicReference<>();
        AtomicInteger asked = new AtomicInteger();
        HostAddressResolver resolver = host -> {
            assertThat(host).isEqualTo("skype.com");
            asked.incrementAndGet();
            return told.get();
        };
        RuleTester tester = Judged.tester(remote("Skype.com"), resolver);
        Instant time = Instant.EPOCH;
        assertThat(holds(tester, TO_7)).as("before the first answer").isFalse();
        told.set(answer(300, "192.0.2.7", "2001:db8::7"));
        assertThat(holds(tester.at(time.plusSeconds(29)), TO_7)).isFalse();
        assertThat(holds(tester.at(time.plusSeconds(30)), TO_7)).isTrue();
        assertThat(holds(tester, TO_8)).isFalse();
        assertThat(asked).hasValue(2);
        told.set(answer(0, "192.0.2.8"));
        assertThat(holds(tester.at(time.plusSeconds(329)), TO_8))
                .as("while the answer is good")
                .isFalse();
        assertThat(holds(tester.at(time.plusSeconds(330)), TO_8)).isTrue();
        assertThat(holds(tester, TO_7)).isFalse();
        told.set(null);
        assertThat(holds(tester.at(time.plusSeconds(361)), TO_8))
                .as("the last good answer")
                .isTrue();
        told.set(answer(60));
        assertThat(holds(tester.at(time.plusSeconds(400)), TO_8)).isTrue();
        assertThat(asked).hasValue(5);
    }

    @Test
    void survives_a_resolver_that_fails() {
        HostAddressResolver resolver = host -> {
            throw new IllegalStateException("no network");
        };
        Judgement judgement = Judged.tester(remote("skype.com").not(), resolver).judge(TO_7);
        assertThat(judgement.decidedBy()).isEqualTo("match");
    }

    @Test
    void groups_have_hosts_as_members() {
        HostAddressResolver resolver = host -> answer(60, host.equals("a.org") ? "192.0.2.7" : "192.0.2.8");
        Shaper shaper = Shaper.builder()
                .lookup(resolver)
                .addressGroup(AddressGroup.of("hosts", "a.org"))
                .addressGroup(AddressGroup.of("all", "@hosts, 203.0.113.0/24"))
                .rule("match", remote("@all"), block())
                .build();
        RuleTester tester = RuleTester.of(shaper);
        assertThat(holds(tester, TO_7)).isTrue();
        assertThat(holds(tester, TO_8)).isFalse();
        tester.addressGroup(AddressGroup.of("hosts", "b.org"));
        assertThat(holds(tester, TO_7)).isFalse();
        assertThat(holds(tester, TO_8)).isTrue();
        assertThat(holds(tester, to("203.0.113.9"))).isTrue();
    }

    /** Who has seen the answers of name servers knows a remote host without asking again. */
    @Test
    void remote_hosts_are_known_by_their_names_too() {
        HostNameResolver names = address -> "skype.com";
        assertThat(holds(remote("skype.com"), TO_7, names)).isTrue();
        assertThat(holds(local("skype.com"), TO_7, names)).isFalse();
    }

    @Test
    void a_replay_meets_the_same_addresses() throws Exception {
        Shaper shaper = Shaper.builder()
                .addressGroup(AddressGroup.of("bad", "192.0.2.7"))
                .rule("group", remote("@bad"), block())
                .rule("host", remote("skype.com"), block())
                .rule("local", source("Local host"), block())
                .build();
        byte[] bytes = RecordedRun.bytes(shaper, run -> run.offer(0, TO_8)
                .addresses(AddressGroup.of("bad", "192.0.2.8, 02:00:00:00:00:09, Local host"))
                .offer(10, TO_8)
                .host("skype.com", "203.0.113.1")
                .offer(20, to("203.0.113.1"))
                .localHost("10.0.0.2")
                .offer(30, TO_7)
                .close(DrainPolicy.RELEASE));
        Shaper again = Shaper.builder()
                .rules(shaper.rules())
                .addressGroup(AddressGroup.of("bad", "192.0.2.7"))
                .build();
        assertThat(RecordedRun.replay(again, bytes).run().rules())
                .extracting(RuleReport::packetsIn)
                .containsExactly(1L, 1L, 1L, 1L);
    }
}
