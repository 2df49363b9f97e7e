package dev.weir.shaping.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.shaping.RuleEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileWatchTest {
    private static final Duration OFTEN = Duration.ofMillis(10);
    private static final Duration SELDOM = Duration.ofDays(1);

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");
    private final Log log = new Log();

    /** What a listener was told, in order. */
    private static final class Log implements RuleFileListener {
        private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

        @Override
        public void changed(Reading reading) {
            told.add(names(reading).toString());
            if (names(reading).contains("refused")) {
                throw new IllegalStateException("refused");
            }
        }

        @Override
        public void failed(IOException failure) {
            told.add(String.valueOf(failure.getMessage()));
        }

        String next() throws InterruptedException {
            return String.valueOf(told.poll(20, TimeUnit.SECONDS));
        }
    }

    private static List<String> names(Reading reading) {
        return reading.configuration().rules().entries().stream()
                .map(RuleEntry::name)
                .toList();
    }

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.writeString(folder.resolve("rules.json"), rule("first"));
    }

    private static String rule(String name) {
        return "{rules: [{name: '" + name + "', priority: 'low'}]}";
    }

    @Test
    void the_file_is_told_at_once() throws Exception {
        try (RuleFileWatch watch = RuleFile.watch(file, log)) {
            assertThat(log.told).containsExactly("[first]");
            assertThat(names(watch.current())).containsExactly("first");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 86_400_000})
    void a_change_is_told(long millis) throws Exception {
        try (RuleFileWatch watch = RuleFile.watch(file, Duration.ofMillis(millis), log)) {
            assertThat(log.next()).isEqualTo("[first]");
            assertThat(names(watch.current())).containsExactly("first");
            Files.writeString(file, rule("second"));
            assertThat(log.next()).isEqualTo("[second]");
            Files.writeString(file, rule("third one"));
            assertThat(log.next()).isEqualTo("[third one]");
        }
    }

    @Test
    void another_file_in_its_place_is_told() throws Exception {
        try (RuleFileWatch watch = RuleFile.watch(file, SELDOM, log)) {
            assertThat(log.next()).isEqualTo("[first]");
            for (String name : new String[] {"a", "b"}) {
                Path other = Files.writeString(folder.resolve("other"), rule(name));
                Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                assertThat(log.next()).isEqualTo("[" + name + "]");
                assertThat(names(watch.current())).containsExactly(name);
            }
        }
    }

    @Test
    void a_turned_link_is_told() throws Exception {
        Path link = folder.resolve("link.json");
        Files.createSymbolicLink(link, file);
        Path second = Files.writeString(folder.resolve("second.json"), rule("second"));
        try (RuleFileWatch watch = RuleFile.watch(link, OFTEN, log)) {
            assertThat(log.next()).isEqualTo("[first]");
            Path turned = Files.createSymbolicLink(folder.resolve("turned"), second);
            Files.move(turned, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            assertThat(log.next()).isEqualTo("[second]");
            assertThat(names(watch.current())).containsExactly("second");
        }
    }

    @Test
    void a_faulty_file_keeps_the_old_set_and_is_reported_once() throws Exception {
        try (RuleFileWatch watch = RuleFile.watch(file, OFTEN, log)) {
            assertThat(log.next()).isEqualTo("[first]");
            Files.writeString(file, "{rules: [{name: 'x'}]}");
            assertThat(log.next()).isEqualTo(file + ": rules[0].priority: priority must be given (missing_field)");
            assertThat(names(watch.current())).containsExactly("first");
            Files.writeString(file, rule("right again"));
            assertThat(log.next()).isEqualTo("[right again]");
            assertThat(names(watch.current())).containsExactly("right again");
        }
    }

    @Test
    void a_file_that_goes_and_comes_is_reported_and_read() throws Exception {
        try (RuleFileWatch watch = RuleFile.watch(file, OFTEN, log)) {
            assertThat(log.next()).isEqualTo("[first]");
            Files.delete(file);
            assertThat(log.next()).contains("the file has gone");
            Files.writeString(file, rule("first"));
            assertThat(log.next()).isEqualTo("[first]");
            assertThat(names(watch.current())).containsExactly("first");
        }
    }

    @Test
    void a_listener_that_fails_is_told_and_the_watch_goes_on() throws Exception {
        try (RuleFileWatch watch = RuleFile.watch(file, OFTEN, log)) {
            assertThat(log.next()).isEqualTo("[first]");
            Files.writeString(file, rule("refused"));
            assertThat(log.next()).isEqualTo("[refused]");
            assertThat(log.next()).contains("the listener failed: java.lang.IllegalStateException: refused");
            Files.writeString(file, rule("taken"));
            assertThat(log.next()).isEqualTo("[taken]");
            assertThat(names(watch.current())).containsExactly("taken");
        }
    }

    @Test
    void a_file_that_is_faulty_from_the_start_is_not_watched() throws IOException {
        Files.writeString(file, "{rules: 7}");
        assertThatThrownBy(() -> RuleFile.watch(file, log)).isInstanceOf(ConfigurationException.class);
        Files.writeString(file, rule("refused"));
        assertThatThrownBy(() -> RuleFile.watch(file, log)).hasMessage("refused");
        assertThat(threads()).isZero();
    }

    @Test
    void no_thread_is_left_behind() throws Exception {
        RuleFileWatch watch = RuleFile.watch(file, SELDOM, log);
        assertThat(threads()).isEqualTo(1);
        watch.close();
        watch.close();
        assertThat(threads()).isZero();
        Files.writeString(file, rule("unheard"));
        assertThat(log.told).containsExactly("[first]");
    }

    @Test
    void may_be_closed_by_its_listener() throws Exception {
        BlockingQueue<RuleFileWatch> own = new LinkedBlockingQueue<>();
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        RuleFileListener closing = reading -> {
            if (names(reading).contains("end")) {
                RuleFileWatch watch = own.poll();
                if (watch != null) {
                    watch.close();
                }
                threads.add(Thread.currentThread());
            }
        };
        try (RuleFileWatch watch = RuleFile.watch(file, OFTEN, closing)) {
            own.add(watch);
            Files.writeString(file, rule("end"));
            Thread thread = threads.poll(20, TimeUnit.SECONDS);
            assertThat(thread).isNotNull();
            if (thread != null) {
                thread.join(20_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("weir-rule-file"))
                .count();
    }
}
