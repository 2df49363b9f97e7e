package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.impair.Impairment;
import org.junit.jupiter.api.Test;

class TreatmentTest {
    private static final Treatment LIMITED =
            Treatment.of(PriorityClass.LIMITED, Impairment.parse("limit=400 kbit/s delay=40 ms"));

    @Test
    void prints_category_impairment_and_modifiers() {
        assertThat(Treatment.PASS).hasToString("pass");
        assertThat(Treatment.DEFAULT).hasToString("default");
        assertThat(Treatment.of(PriorityClass.CUSTOM, Impairment.NONE)).hasToString("custom");
        assertThat(LIMITED).hasToString("limited(limit=400 kbit/s delay=40 ms)");
        assertThat(Treatment.DEFAULT.withDscp(Dscp.EF)).hasToString("default dscp=46");
        assertThat(Treatment.PASS.withCounted()).hasToString("pass counted");
    }

    @Test
    void has_the_shape_of_what_differs_in_dscp_and_counting_alone() {
        assertThat(LIMITED.withDscp(Dscp.EF).withCounted().shape()).isEqualTo(LIMITED);
        assertThat(LIMITED.shape()).isSameAs(LIMITED);
    }

    @Test
    void keeps_key_and_combination_in_its_shape() {
        Treatment shared = LIMITED.withKey("a").withCombined();

        assertThat(shared.withDscp(Dscp.EF).shape()).isEqualTo(shared).isNotEqualTo(LIMITED);
    }
}
