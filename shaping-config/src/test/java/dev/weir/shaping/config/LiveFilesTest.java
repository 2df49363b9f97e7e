package dev.weir.shaping.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Priorities;
import dev.weir.shaping.ProcessPriority;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.capture.CaptureBackend;
import dev.weir.shaping.capture.CaptureSession;
import dev.weir.shaping.core.LiveShaping;
import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.lookup.ProcessInfo;
import dev.weir.shaping.lookup.ProcessResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose changes a run takes. */
class LiveFilesTest {
    private static final ProcessResolver NOBODY = connection -> ProcessInfo.UNKNOWN;

    @TempDir
    private Path folder = Path.of("");

    /** No packets come. */
    private static final class Silence implements CaptureBackend {
        @Override
        public void start(CaptureSession session) {}

        @Override
        public void close() {}
    }

    private static void take(LiveShaping live, Configuration configuration) {
        configuration.groups().forEach(live::addressGroup);
        live.filters(configuration.filters());
        live.rules(configuration.rules());
    }

    @Test
    void new_groups_filters_and_rules_are_taken_from_a_file() throws IOException {
        Path file = Files.writeString(
                folder.resolve("rules.json"),
                """
                {address_groups: {students: ['10.0.0.5', '@guests'], guests: '10.0.1.0/24'},
                 filters: [{name: 'telnet', action: 'block', transport_filter: {dest_port_range: [23, 23]}}],
                 rules: [{name: 'students', local_endpoint: '@students', priority: 'low'}]}
                """);
        try (LiveShaping live = Shaper.builder().build().start(new Silence());
                RuleFileWatch watch = RuleFile.watch(file, reading -> take(live, reading.configuration()))) {
            assertThat(live.rules().entries()).extracting(RuleEntry::name).containsExactly("students");
            assertThat(live.filters()).isEqualTo(watch.current().configuration().filters());
        }
    }

    @Test
    void priorities_that_a_program_set_stay_if_the_text_is_read_onto_them() throws IOException {
        Shaper shaper = Shaper.builder()
                .lookup(NOBODY)
                .processPriority("/bin/sync", Priorities.low())
                .build();
        try (LiveShaping live = shaper.start(new Silence())) {
            String text = "{rules: [{name: 'new', priority: 'high'}]}";
            take(
                    live,
                    ConfigurationReader.create()
                            .read(text, Configuration.EMPTY.withRules(live.rules()))
                            .configuration());
            assertThat(live.rules().contains("new")).isTrue();
            assertThat(live.rules().processPriorities())
                    .containsExactly(new ProcessPriority(null, "/bin/sync", Priorities.low()));
        }
    }
}
