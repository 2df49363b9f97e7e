package dev.weir.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaTest {
    @ParameterizedTest
    @CsvSource({
        "20:10 MB, 20000000, 10000000",
        "20000:10000, 20000, 10000",
        "1 GB:500 kB, 1000000000, 500000",
        "5 MB, 5000000, 5000000",
        "*:10 kB, , 10000",
        "10 kB:*, 10000, ",
        "0:0, 0, 0",
    })
    void reads_thresholds(String text, @Nullable Long incoming, @Nullable Long outgoing) {
        Quota quota = Quota.of(text);
        assertThat(quota.threshold(Direction.INCOMING)).isEqualTo(incoming == null ? null : DataSize.ofBytes(incoming));
        assertThat(quota.threshold(Direction.OUTGOING)).isEqualTo(outgoing == null ? null : DataSize.ofBytes(outgoing));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "1:2:3", "*", "*:*", "1 MB:", "x:1", "-1:1", "1 MB/s:1 MB/s"})
    void refuses_what_is_no_quota(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quota.of(text));
    }

    @Test
    void says_what_it_does() {
        assertThat(Quota.of("20:10 MB")).hasToString("20 MB:10 MB per day then block");
        Quota quota = Quota.of("20:10 MB")
                .per(QuotaPeriod.WEEK)
                .initially(Rate.megabitsPerSecond(10))
                .then(Rate.kilobytesPerSecond(50));
        assertThat(quota).hasToString("20 MB:10 MB per week at 10 Mbit/s then 400 kbit/s");
        assertThat(quota.thenSuspend()).hasToString("20 MB:10 MB per week at 10 Mbit/s then suspend");
        assertThat(Priorities.quota(quota))
                .hasToString("limited(limit=10 Mbit/s) quota=20 MB:10 MB per week at 10 Mbit/s then 400 kbit/s");
        assertThat(Priorities.quota(quota).perConnection().penalizeShort().toString())
                .endsWith(" per connection penalizes short");
    }

    @Test
    void refuses_parts_that_do_not_belong_together() {
        DataSize size = DataSize.ofBytes(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Quota(null, null, QuotaPeriod.DAY, null, QuotaAction.BLOCK, null))
                .withMessage("quota must bound incoming, outgoing or both: *:*");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Quota(size, size, QuotaPeriod.DAY, null, QuotaAction.REDUCE, null));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Quota(size, size, QuotaPeriod.DAY, null, QuotaAction.BLOCK, Rate.bitsPerSecond(1)));
    }
}
