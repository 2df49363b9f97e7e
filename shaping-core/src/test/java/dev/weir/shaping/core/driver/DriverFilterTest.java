package dev.weir.shaping.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.LinkType;
import dev.weir.shaping.filter.BpfFilters;
import dev.weir.shaping.filter.DriverFilter;
import dev.weir.shaping.filter.FilterAction;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.filter.WinDivertFilters;
import dev.weir.shaping.match.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Drivers settle only what the engine's filters would settle in the same way, and all of that where a translation says that it is exact; for thousands of random
 * lists and packets, with interpreters of both languages.
 */
class DriverFilterTest {
    private static final int LISTS = 1_000;
    private static final int PACKETS_EACH = 50;

    private final Classifier classifier = new Classifier();
    private int exact;
    private int settled;
    private int asked;

    /** A driver's filter must hold wherever it is to hold at least, and nowhere else if it is exact. */
    private void atLeast(DriverFilter filter, boolean driver, boolean wanted, Object what) {
        if (driver != wanted && (wanted || filter.exact())) {
            throw new AssertionError("must be " + wanted + ": " + filter + "\n" + what);
        }
        asked++;
        exact += filter.exact() ? 1 : 0;
        settled += driver ? 0 : 1;
    }

    private void atMost(DriverFilter filter, boolean driver, boolean wanted, Object what) {
        if (driver != wanted && (!wanted || filter.exact())) {
            throw new AssertionError("must be " + wanted + ": " + filter + "\n" + what);
        }
        settled += driver ? 1 : 0;
    }

    private static BpfInterpreter libpcap(DriverFilter filter) {
        assertThat(filter.tests()).isLessThan(250);
        return new BpfInterpreter(filter.text());
    }

    private static WinDivertInterpreter winDivert(DriverFilter filter) {
        WinDivertInterpreter interpreter = new WinDivertInterpreter(filter.text());
        assertThat(interpreter.tests()).isEqualTo(filter.tests()).isLessThanOrEqualTo(256);
        assertThat(interpreter.words()).isLessThan(5 * 256 - 1);
        return interpreter;
    }

    private static List<RandomPackets.Sent> packets(
            RandomPackets source, LinkType linkType, Predicate<RandomPackets.Sent> usable) {
        List<RandomPackets.Sent> packets = new ArrayList<>();
        while (packets.size() < PACKETS_EACH) {
            RandomPackets.Sent packet = source.next(linkType);
            if (usable.test(packet)) {
                packets.add(packet);
            }
        }
        return packets;
    }

    private static boolean matches(WinDivertInterpreter filter, RandomPackets.Sent packet) {
        return filter.matches(packet.bytes, packet.direction, Classifier.ADAPTER);
    }

    @Test
    void win_divert_never_settles_what_the_filters_would_not() {
        RandomFilters filters = new RandomFilters(1);
        RandomPackets source = new RandomPackets(2);
        for (int i = 0; i < LISTS; i++) {
            FilterSet set = filters.list();
            Match scope = filters.match(1);
            DriverFilter diverted = WinDivertFilters.diverted(set);
            DriverFilter dropped = WinDivertFilters.dropped(set);
            DriverFilter divertedInside = WinDivertFilters.diverted(scope, set);
            DriverFilter droppedInside = WinDivertFilters.dropped(scope, set);
            WinDivertInterpreter diverts = winDivert(diverted);
            WinDivertInterpreter drops = winDivert(dropped);
            WinDivertInterpreter divertsInside = winDivert(divertedInside);
            WinDivertInterpreter dropsInside = winDivert(droppedInside);
            for (RandomPackets.Sent packet :
                    packets(source, LinkType.RAW_IP, sent -> WinDivertPacket.valid(sent.bytes))) {
                FilterAction action = classifier.look(packet).action(set);
                boolean inside = classifier.matches(scope);
                atLeast(diverted, matches(diverts, packet), action != FilterAction.IGNORE, set);
                atMost(dropped, matches(drops, packet), action == FilterAction.BLOCK, set);
                atLeast(
                        divertedInside,
                        matches(divertsInside, packet),
                        inside && action != FilterAction.IGNORE,
                        List.of(scope, set));
                atMost(
                        droppedInside,
                        matches(dropsInside, packet),
                        inside && action == FilterAction.BLOCK,
                        List.of(scope, set));
            }
        }
        assertThat(exact).isGreaterThan(asked / 10);
        assertThat(settled).isGreaterThan(asked / 10);
    }

    @Test
    void win_divert_matches_all_that_a_condition_does() {
        RandomFilters filters = new RandomFilters(3);
        RandomPackets source = new RandomPackets(4);
        for (int i = 0; i < LISTS; i++) {
            Match match = filters.match(3);
            DriverFilter filter = WinDivertFilters.matching(match);
            WinDivertInterpreter interpreter = winDivert(filter);
            for (RandomPackets.Sent packet :
                    packets(source, LinkType.RAW_IP, sent -> WinDivertPacket.valid(sent.bytes))) {
                atLeast(
                        filter,
                        matches(interpreter, packet),
                        classifier.look(packet).matches(match),
                        match);
            }
        }
        assertThat(exact).isGreaterThan(asked / 10);
        assertThat(settled).isGreaterThan(asked / 10);
    }

    @ParameterizedTest
    @EnumSource(
            value = LinkType.class,
            names = {"ETHERNET", "RAW_IP", "LINUX_SLL"})
    void libpcap_never_settles_what_the_filters_would_not(LinkType linkType) {
        RandomFilters filters = new RandomFilters(5);
        RandomPackets source = new RandomPackets(6);
        for (int i = 0; i < LISTS; i++) {
            FilterSet set = filters.list();
            Match match = filters.match(3);
            DriverFilter watched = BpfFilters.watched(set, linkType);
            DriverFilter bridged = BpfFilters.bridged(set, linkType);
            DriverFilter matching = BpfFilters.matching(match, linkType);
            BpfInterpreter watches = libpcap(watched);
            BpfInterpreter bridges = libpcap(bridged);
            BpfInterpreter matches = libpcap(matching);
            for (RandomPackets.Sent packet : packets(source, linkType, sent -> true)) {
                FilterAction action = classifier.look(packet).action(set);
                byte[] bytes = packet.bytes;
                atLeast(watched, watches.matches(bytes), action != FilterAction.IGNORE, set);
                atLeast(bridged, bridges.matches(bytes), action != FilterAction.BLOCK, set);
                atLeast(matching, matches.matches(bytes), classifier.matches(match), match);
            }
        }
        assertThat(settled).isGreaterThan(linkType == LinkType.LINUX_SLL ? -1 : asked / 20);
        assertThat(exact).isGreaterThan(linkType == LinkType.RAW_IP ? asked / 10 : -1);
    }
}
