package dev.weir.shaping.filter;

import static dev.weir.shaping.match.Matches.any;
import static dev.weir.shaping.match.Matches.destinationPorts;
import static dev.weir.shaping.match.Matches.incoming;
import static dev.weir.shaping.match.Matches.outgoing;
import static dev.weir.shaping.match.Matches.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterSetTest {
    private static final Filter TELNET = Filter.block("telnet", destinationPorts("23"));
    private static final Filter VOICE = Filter.pipe("voice", destinationPorts("5060-5090"));

    @Test
    void numbers_filters_by_their_places_from_1() {
        FilterSet set = FilterSet.of(TELNET.enabled(false), VOICE);
        assertThat(set.id("telnet")).isEqualTo(1);
        assertThat(set.id("voice")).isEqualTo(2);
        assertThat(set.without("telnet").id("voice")).isEqualTo(1);
        assertThat(FilterSet.of(TELNET, VOICE.id(7)).id("voice")).isEqualTo(7);
    }

    @Test
    void keeps_names_and_ids_apart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FilterSet.of(TELNET, TELNET))
                .withMessage("filter name is already in the list: \"telnet\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FilterSet.of(TELNET.id(7), VOICE.id(7)))
                .withMessage("filter id is already in the list: 7 of \"voice\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FilterSet.of(TELNET.id(2), VOICE))
                .withMessage("filter id is already in the list: 2 of \"voice\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FilterSet.empty().without("telnet"))
                .withMessage("filter name is not in the list: \"telnet\"");
    }

    @Test
    void is_equal_by_value_and_tells_what_it_does() {
        FilterSet set = FilterSet.empty().with(TELNET).with(VOICE.id(9).enabled(false));
        assertThat(set).isEqualTo(FilterSet.of(TELNET, VOICE.id(9).enabled(false)));
        assertThat(set)
                .hasToString(
                        """
                telnet: block destinationPorts(23)
                voice (off): pipe 9 destinationPorts(5060-5090)""");
        assertThat(set.contains("voice")).isTrue();
        assertThat(set.without("voice").contains("voice")).isFalse();
    }

    @Test
    void refuses_what_no_filter_can_be() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.block(" ", any()))
                .withMessage("filter name must not be blank: \" \"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TELNET.id(0))
                .withMessage("filter id must be 1 or more: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Filter("telnet", any(), FilterAction.PIPE, -1, true))
                .withMessage("filter id must be 0 or more: -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.block("game", outgoing().and(process("game"))))
                .withMessage(
                        "filter \"game\" must not ask for what filters do not know, but asks for PROCESS: outgoing and process(game)");
    }

    @ParameterizedTest
    @CsvSource({"ignore, IGNORE", "1, IGNORE", "BLOCK, BLOCK", "2, BLOCK", " pipe , PIPE", "3, PIPE"})
    void reads_actions_by_name_and_number(String text, FilterAction action) {
        assertThat(FilterAction.parse(text)).isEqualTo(action);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "4", "drop packets"})
    void refuses_other_actions(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FilterAction.parse(text))
                .withMessage("filter action must be ignore, block or pipe, or 1 to 3: \"" + text + "\"");
    }

    @Test
    void reads_directions_by_name_and_number() {
        assertThat(Filters.direction("1")).isEqualTo(outgoing()).isEqualTo(Filters.direction("Upload"));
        assertThat(Filters.direction("2")).isEqualTo(incoming()).isEqualTo(Filters.direction("receive"));
        assertThat(Filters.direction("3")).isEqualTo(any()).isEqualTo(Filters.direction("all"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filters.direction("4"))
                .withMessage("direction must be incoming, outgoing or all, or 1 to 3: \"4\"");
    }

    @Test
    void knows_the_networks_of_both_ends() {
        assertThat(Filters.localNetworks().toString())
                .contains("source(10.0.0.0/8) and destination(10.0.0.0/8)")
                .contains("source(169.254.0.0/16) and destination(169.254.0.0/16)");
    }
}
