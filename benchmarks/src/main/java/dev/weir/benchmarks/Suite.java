package dev.weir.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * Measures everything that has a competitor or a floor, in turns, and prints tables in Markdown.
 *
 * <pre>{@code
 * benchmarks/run [--quick] [SECTION...]
 * }</pre>
 *
 * <p>Sections: limiter, wheel, timers, path, engine, shards, unreached, netty, relay; all of them unless some are named. Raw results of JMH go to {@code
 * benchmarks/results/}, as do the tables.
 */
public final class Suite {
    private static final List<String> ALL =
            List.of("limiter", "wheel", "timers", "path", "engine", "shards", "unreached", "netty", "relay");
    private static final long LOOK_NANOS = 2_000_000_000L;

    private final Effort effort;
    private final Path folder;
    private final Rounds rounds;
    private final StringBuilder tables = new StringBuilder();

    private Suite(Effort effort, Path folder) {
        this.effort = effort;
        this.folder = folder;
        this.rounds = new Rounds(effort, folder);
    }

    /**
     * Measures.
     *
     * @param args the folder for results, then {@code --quick} and sections
     * @throws Exception if something cannot be measured or written
     */
    public static void main(String[] args) throws Exception {
        List<String> sections = new ArrayList<>(List.of(args));
        Path folder = Files.createDirectories(Path.of(sections.remove(0)));
        boolean quick = sections.remove("--quick");
        for (String section : sections) {
            if (!ALL.contains(section)) {
                throw new IllegalArgumentException("section must be one of " + ALL + ": " + section);
            }
        }
        new Suite(quick ? Effort.QUICK : Effort.FULL, folder).run(sections.isEmpty() ? ALL : sections);
    }

    private void run(List<String> sections) throws Exception {
        say(machine() + "\n\n" + effort + "\n\n" + NoiseFloor.look(LOOK_NANOS).text() + "\n");
        for (String section : sections) {
            long start = System.nanoTime();
            measure(section);
            System.err.printf("%s: %d s%n", section, (System.nanoTime() - start) / 1_000_000_000L);
        }
        String name = "suite-jdk" + Runtime.version().feature();
        rounds.write(name + ".json");
        Files.writeString(folder.resolve(name + ".md"), tables);
    }

    private void measure(String section) throws Exception {
        switch (section) {
            case "limiter" -> {
                for (int threads = 1; threads <= 2; threads++) {
                    int count = threads;
                    table(
                            "Limiters, " + (count == 1 ? "1 thread" : count + " threads"),
                            () -> Table.competitors(
                                    rounds.measure(LimiterBenchmark.class, count),
                                    "",
                                    count == 1 ? "weirBucket" : "weirSharedLink"));
                }
            }
            case "wheel" ->
                table(
                        "Pending events",
                        () -> Table.competitors(rounds.measure(WheelBenchmark.class, 1), "events", "wheel"));
            case "timers" -> table("Timers by the clock", () -> TimerComparison.table(effort));
            case "path" -> table("The path and its parts", () -> PathTable.of(rounds.measure(PathBenchmark.class, 1)));
            case "engine" ->
                table(
                        "The engine as flows grow",
                        () -> Table.competitors(rounds.measure(EngineBenchmark.class, 1), "flows", "10000"));
            case "shards" -> table("Shards", () -> ShardComparison.table(effort));
            case "unreached" ->
                table(
                        "A limit that is not reached",
                        () -> Table.competitors(rounds.measure(UnreachedLimitBenchmark.class, 1), "limit", "none"));
            case "relay" -> table("The relay", () -> RelayComparison.table(effort.rounds() == 1));
            default -> table("One limit by the clock", () -> NettyComparison.table(effort));
        }
    }

    private void table(String title, Callable<String> content) throws Exception {
        say("### " + title + "\n\n" + content.call());
    }

    private void say(String text) {
        System.out.println(text);
        tables.append(text).append('\n');
    }

    private static String machine() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        String processor = System.getProperty("os.arch");
        if (Files.isReadable(file)) {
            for (String line : Files.readAllLines(file)) {
                if (line.toLowerCase(Locale.ROOT).startsWith("model name")) {
                    processor = line.substring(line.indexOf(':') + 1).strip();
                }
            }
        }
        return String.format(
                Locale.ROOT,
                "%s, %d processors, %s %s, %s %s",
                processor,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("java.vm.name"),
                System.getProperty("java.runtime.version"));
    }
}
