package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdmissionTest {
    @ParameterizedTest
    @EnumSource
    void has_one_answer_for_each_reason(DropReason reason) {
        Admission answer = Admission.dropped(reason);

        assertThat(answer.reason()).isSameAs(reason);
        assertThat(answer).isSameAs(Admission.dropped(reason)).hasToString("dropped " + reason);
    }

    @Test
    void has_no_reason_when_not_dropped() {
        assertThat(Admission.ACCEPTED.reason()).isNull();
        assertThat(Admission.ACCEPTED).hasToString("accepted");
        assertThat(Admission.BUSY.reason()).isNull();
        assertThat(Admission.BUSY).hasToString("busy");
    }
}
