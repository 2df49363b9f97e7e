package dev.weir.shaping.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    private static final EchoServer SERVER = new EchoServer();
    private static final Pattern AGAIN = Pattern.compile("again: -Dweir\\.replay=(\\S+) '-Dtest=");
    private static int bytes = 20_000;

    static class Lossy {
        @RegisterExtension
        final ImpairedRelay relay =
                ImpairedRelay.tcp(SERVER::address).upload("loss=10 %").seed(11);

        @Test
        void fails() throws IOException {
            EchoServer.ask(relay.address(), "x".repeat(bytes));
            throw new IllegalStateException("lost " + relay.report().outgoing().packetsDropped() + " with seed "
                    + relay.relay().seed());
        }
    }

    private static String details(Throwable failure) {
        return String.valueOf(failure.getSuppressed()[0].getMessage());
    }

    @Test
    void the_decisions_of_a_failed_test_are_written_and_can_be_repeated(@TempDir Path folder) throws IOException {
        bytes = 20_000;
        Path inside = folder.resolve("new");
        Throwable first = Engine.failure(Engine.run(Map.of("weir.record", inside.toString()), Lossy.class));
        Matcher again = AGAIN.matcher(details(first));
        assertThat(again.find()).isTrue();
        Path record = Path.of(again.group(1));
        try (Stream<Path> files = Files.list(inside)) {
            assertThat(files.toList()).isEqualTo(List.of(record));
        }
        assertThat(record.getFileName().toString())
                .matches("dev\\.weir\\.shaping\\.junit\\.RecordingTest\\$Lossy\\.fails-\\d+\\.record");

        Throwable repeated =
                Engine.failure(Engine.run(Map.of("weir.replay", record.toString(), "weir.seed", "12"), Lossy.class));
        assertThat(repeated).hasMessage(first.getMessage()).hasMessageMatching("lost [1-9].* with seed 11");
        assertThat(details(repeated)).doesNotContain("diverged");

        bytes = 60_000;
        Throwable other = Engine.failure(Engine.run(Map.of("weir.replay", record.toString()), Lossy.class));
        assertThat(details(other)).containsPattern("\n    replay diverged at connection 1, (up|down)load, byte \\d+\n");
    }

    @Test
    void a_recording_that_is_not_there_fails_the_test() {
        assertThat(Engine.failure(Engine.run(Map.of("weir.replay", "no such file"), Lossy.class)))
                .hasMessageContaining("no such file");
    }
}
