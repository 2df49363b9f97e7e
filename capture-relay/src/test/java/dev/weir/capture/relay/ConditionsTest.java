package dev.weir.capture.relay;

import static dev.weir.capture.relay.RelayDirection.DOWNLOAD;
import static dev.weir.capture.relay.RelayDirection.UPLOAD;
import static dev.weir.shaping.DataSize.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.LinkProfiles;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text form of conditions and faults. */
class ConditionsTest {
    @Test
    void readsLinesAndFaults() {
        Conditions read = Conditions.parse("upload delay=40 ms; download rate=1 Mbit/s loss=1 %; cut download;"
                + " reset after 10 kB of download\nfirst byte of download after 200 ms");
        assertThat(read.upload()).isEqualTo(Impairment.parse("delay=40 ms"));
        assertThat(read.download()).isEqualTo(Impairment.parse("rate=1 Mbit/s loss=1 %"));
        assertThat(read.faults())
                .containsExactly(
                        new Fault.Cut(DOWNLOAD),
                        new Fault.ResetAfterBytes(DOWNLOAD, bytes(10_000)),
                        new Fault.FirstByteDelay(DOWNLOAD, Duration.ofMillis(200)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "upload delay=40 ms",
                "download rate=1 Mbit/s delay=5 ms loss=1 %",
                "cut upload",
                "cut upload; cut download",
                "stall download",
                "black hole upload",
                "refuse",
                "full backlog",
                "reset after 10 kB of download",
                "reset after 2 s",
                "close after 1 kB of upload",
                "slow close 2 s",
                "slice download 100 B every 5 ms",
                "fail first 2",
                "first byte of download after 200 ms",
                "upload delay=1 ms; download delay=1 ms; cut download; fail first 3"
            })
    void printsWhatItReads(String text) {
        assertThat(Conditions.parse(text)).hasToString(text);
        assertThat(Conditions.parse(Conditions.parse(text).toString())).isEqualTo(Conditions.parse(text));
    }

    @Test
    void takesBothDirectionsWhereNoneIsNamed() {
        assertThat(Conditions.parse("both delay=5 ms; cut; stall; black  hole"))
                .hasToString("upload delay=5 ms; download delay=5 ms; cut upload; cut download; stall upload;"
                        + " stall download; black hole upload; black hole download");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explode",
                "cut sideways",
                "reset after",
                "reset after soon",
                "reset after 1 m",
                "slice upload 0 B every 1 ms",
                "fail first 0",
                "slow close 48 h",
                "first byte of upload after -1 ms",
                "upload speed=9",
                "cut upload; cut upload",
                "upload delay=1 ms; both delay=2 ms"
            })
    void refusesWhatMeansNothing(String text) {
        assertThatThrownBy(() -> Conditions.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("null");
    }

    @Test
    void takesTheLinesOfAProfile() {
        Conditions read = Conditions.parse("profile web-page-test-cable; cut download");
        assertThat(read.upload()).isEqualTo(LinkProfiles.WEB_PAGE_TEST_CABLE.upload());
        assertThat(read.download()).isEqualTo(LinkProfiles.WEB_PAGE_TEST_CABLE.download());
        assertThat(Conditions.parse(read.toString())).isEqualTo(read);
        assertThatThrownBy(() -> Conditions.parse("profile carrier-pigeon"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("carrier-pigeon");
        assertThatThrownBy(() -> Conditions.parse("profile web-page-test-cable; upload delay=1 ms"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listsWhatIsKnown() {
        assertThatThrownBy(() -> Fault.parse("explode"))
                .hasMessageContaining("\"explode\"")
                .hasMessageContaining("reset after 10 kB of download")
                .hasMessageContaining("refuse");
    }

    @Test
    void keepsOneFaultOfAKindAndDirection() {
        Conditions both = Conditions.NONE
                .with(new Fault.ResetAfterBytes(UPLOAD, bytes(1)))
                .with(new Fault.ResetAfterBytes(DOWNLOAD, bytes(2)))
                .with(new Fault.ResetAfterBytes(UPLOAD, bytes(3)));
        assertThat(both.faults())
                .isEqualTo(List.of(
                        new Fault.ResetAfterBytes(DOWNLOAD, bytes(2)), new Fault.ResetAfterBytes(UPLOAD, bytes(3))));
        assertThat(both.withoutFaults()).isEqualTo(Conditions.NONE);
    }
}
