package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressBarTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1000, [........................................] 0 %",
        "500, 1000, [####################....................] 50 %",
        "999, 1000, [#######################################.] 99 %",
        "1000, 1000, [########################################] 100 %",
        "2000, 1000, [########################################] 100 %",
        "3000000, -1, 3 MB",
    })
    void shows_the_share_done(long bytesRead, long size, String text) {
        assertThat(ProgressBar.text(bytesRead, size)).isEqualTo(text);
    }
}
