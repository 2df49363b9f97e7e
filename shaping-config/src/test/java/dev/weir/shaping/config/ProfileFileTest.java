package dev.weir.shaping.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.LinkProfile;
import dev.weir.shaping.impair.LinkProfile.Latency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileFileTest {
    private static final String PLIST =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            <plist version="1.0">
            <dict>
              <key>Profiles</key>
              <dict>
                <key>Train &amp; tunnel</key>
                <dict>
                  <key>DownlinkBandwidth</key><real>2.5</real>
                  <key>DownlinkBandwidthUnit</key><integer>1</integer>
                  <key>DownlinkDelay</key><integer>80</integer>
                  <key>DownlinkPacketLossRatio</key><real>1.5</real>
                  <key>UplinkBandwidth</key><integer>640</integer>
                  <key>UplinkBandwidthUnit</key><integer>0</integer>
                  <key>UplinkDelay</key><real>90.5</real>
                  <key>UplinkPacketLossRatio</key><integer>0</integer>
                  <key>DNSDelayValue</key><integer>0</integer>
                  <key>ExcludeLoopback</key><true/>
                  <key>ProtocolFamily</key><integer>0</integer>
                  <key>RunOnInterface</key><string>All</string>
                </dict>
                <key>Slow names</key>
                <dict>
                  <key>DownlinkBandwidth</key><integer>0</integer>
                  <key>DNSDelayValue</key><integer>3000</integer>
                  <key>ProtocolFamily</key><integer>1</integer>
                  <key>RunOnInterface</key><string>en0</string>
                </dict>
              </dict>
              <key>SimulatorIsRunning</key><false/>
              <key>Order</key><array><string>Slow names</string></array>
            </dict>
            </plist>
            """;

    private static final String ATC =
            """
            {"name": "Hill", "id": 3, "shaping": {
              "down": {"rate": 240, "delay": {"delay": 400, "jitter": 20, "correlation": 0},
                       "loss": {"percentage": 1, "correlation": 25}, "iptables_options": []},
              "up": {"rate": null, "delay": {"delay": 440, "jitter": 0, "correlation": 30},
                     "loss": {"percentage": 2, "correlation": 0}, "corruption": {"percentage": 1, "correlation": 0},
                     "reorder": {"percentage": 5, "correlation": 0, "gap": 2}, "iptables_options": ["--sport 80"]}}}
            """;

    @Test
    void reads_the_profiles_of_the_link_conditioner() throws ConfigurationException {
        ImportedProfiles read = ProfileFile.parse("nlc.plist", PLIST);
        LinkProfile train = read.byName("train & TUNNEL");
        assertThat(train.download()).isEqualTo(Impairment.parse("rate=2500 kbit/s delay=80 ms loss=1.5 %"));
        assertThat(train.upload()).isEqualTo(Impairment.parse("rate=640 kbit/s delay=90.5 ms"));
        assertThat(train.latency()).isEqualTo(Latency.ONE_WAY);
        assertThat(train.version()).isEqualTo("nlc.plist");
        LinkProfile names = read.byName("Slow names");
        assertThat(names.download()).isEqualTo(Impairment.NONE);
        assertThat(names.latency()).isEqualTo(Latency.NONE);
        assertThat(read.profiles()).containsExactly(train, names);
        assertThat(read.warnings())
                .map(Warning::toString)
                .containsExactly(
                        "Slow names.DNSDelayValue: answers of name servers are not delayed",
                        "Slow names.ProtocolFamily: both IP versions are meant",
                        "Slow names.RunOnInterface: all adapters are meant");
    }

    @Test
    void reads_a_profile_of_atc() throws ConfigurationException {
        ImportedProfiles read = ProfileFile.parse("hill.json", ATC);
        LinkProfile hill = read.byName("hill");
        assertThat(hill.download())
                .isEqualTo(Impairment.parse("rate=240 kbit/s delay=400 ms jitter=20 ms loss=correlated(1 %, 25 %)"));
        assertThat(hill.upload()).isEqualTo(Impairment.parse("delay=440 ms loss=2 %"));
        assertThat(hill.source()).isEqualTo("Augmented Traffic Control");
        assertThat(read.warnings())
                .map(Warning::toString)
                .containsExactly(
                        "Hill.up.delay.correlation: delays are drawn independently",
                        "Hill.up.corruption: nothing is corrupted",
                        "Hill.up.reorder: nothing is reordered",
                        "Hill.up.iptables_options: all packets are meant");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read.byName("dale"))
                .withMessage("profile is unknown: \"dale\", expected one of [Hill]");
    }

    @Test
    void takes_the_name_of_the_file_for_settings_without_one() throws IOException {
        assertThat(ProfileFile.parse("bare", "{down: {rate: 8}, up: {}}").profiles())
                .map(LinkProfile::toString)
                .containsExactly("bare: download rate=8 kbit/s; upload ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "bplist00\u0001; property list must be XML, not binary: convert it with \"plutil -convert xml1\"",
                "<plist><dict/></plist>; property list has no profile of Network Link Conditioner",
                "<x/>; property list must be in an element plist",
                "<plist/>; property list must be in an element plist",
                "<plist><dict><key>a</key></dict></plist>; key of a property list must have a value: a",
                "<plist><dict>; 'problems parsing the property list at line 1, column 14'",
                "<plist><dict><key>UplinkBandwidth</key><real>1e3</real><key>UplinkDelay</key><real>soon</real></dict></plist>"
                        + "; '\"f\": UplinkDelay must be a number: soon'",
                "<plist><dict><key>UplinkBandwidth</key><real>-1</real></dict></plist>"
                        + "; '\"f\": UplinkBandwidth must be within 0..1000000000000: -1'",
                "<plist><dict><key>UplinkBandwidth</key><real>1e10</real></dict></plist>"
                        + "; '\"f\": UplinkBandwidth rate must be within 1..1000000000000 bit/s: 10000000000000'",
                "{up: {}}; 'profile of ATC must have down and up: {\"up\":{}}'",
                "'{down: {loss: {percentage: 101}}, up: {}}'; '\"f\": percentage probability must be within 0.0..1.0: 1.01'",
                "'{down: {loss: {percentage: 1, correlation: 100}}, up: {}}'; '\"f\": correlation must be below 100 %: 100 %'",
                "'{down: {delay: {delay: 3600001}}, up: {}}'; '\"f\": delay must be within 0..3600000 ms: 3600001'",
                "[1]; 'body must be a JSON object: [1]'"
            })
    void refuses_what_holds_no_profile(String text, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> ProfileFile.parse("f", text))
                .withMessage(message);
    }

    @Test
    void expands_nothing_and_looks_up_nothing() {
        String text = "<!DOCTYPE plist [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>"
                + "<plist><dict><key>UplinkBandwidth</key><string>&a;</string></dict></plist>";
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> ProfileFile.parse("f", text));
        String deep = "<array>".repeat(100) + "</array>".repeat(100);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> ProfileFile.parse("f", "<plist>" + deep + "</plist>"))
                .withMessage("property list must be at most 64 deep");
    }

    @Test
    void names_the_file_that_is_wrong(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.plist"), PLIST);
        assertThat(ProfileFile.read(file).profiles()).hasSize(2);
        Files.writeString(file, "<x/>");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> ProfileFile.read(file))
                .withMessage(file + ": property list must be in an element plist");
    }
}
