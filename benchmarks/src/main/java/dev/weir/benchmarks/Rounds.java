package dev.weir.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs JMH benchmarks in rounds of one fork each, so that ours and the competitors take turns: what disturbs a shared machine for a while
 * disturbs all of them. Not thread-safe.
 */
final class Rounds {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Effort effort;
    private final Path folder;
    private final List<RunResult> results = new ArrayList<>();

    Rounds(Effort effort, Path folder) {
        this.effort = effort;
        this.folder = folder;
    }

    /** A benchmark's method with its parameters, as in {@code weirBucket load=free}. */
    record Cell(String method, Map<String, String> parameters) {
        /** The parameters but one, as text. */
        String group(String without) {
            StringBuilder text = new StringBuilder();
            parameters.forEach((name, value) -> {
                if (!name.equals(without)) {
                    text.append(text.isEmpty() ? "" : ", ")
                            .append(name)
                            .append(' ')
                            .append(value);
                }
            });
            return text.toString();
        }
    }

    /** Measures all benchmarks of a class. */
    Map<Cell, Samples> measure(Class<?> benchmark, int threads) {
        Map<Cell, Samples> cells = new LinkedHashMap<>();
        for (int round = 0; round < effort.rounds(); round++) {
            for (RunResult result : run(benchmark, threads)) {
                cells.merge(cell(result), samples(result), Samples::and);
                results.add(result);
            }
        }
        return cells;
    }

    private Collection<RunResult> run(Class<?> benchmark, int threads) {
        TimeValue iteration = TimeValue.milliseconds(effort.iterationMillis());
        try {
            return new Runner(new OptionsBuilder()
                            .include("\\b" + benchmark.getSimpleName() + "\\.")
                            .forks(1)
                            .threads(threads)
                            .warmupIterations(effort.warmups())
                            .warmupTime(iteration)
                            .measurementIterations(effort.iterations())
                            .measurementTime(iteration)
                            .addProfiler(GCProfiler.class)
                            .shouldFailOnError(true)
                            .output(folder.resolve("jmh.log").toString())
                            .build())
                    .run();
        } catch (RunnerException e) {
            throw new IllegalStateException("benchmark failed: " + benchmark.getSimpleName(), e);
        }
    }

    private static Cell cell(RunResult result) {
        String name = result.getParams().getBenchmark();
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String key : result.getParams().getParamsKeys()) {
            parameters.put(key, result.getParams().getParam(key));
        }
        return new Cell(name.substring(name.lastIndexOf('.') + 1), parameters);
    }

    private static Samples samples(RunResult result) {
        List<Double> scores = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                scores.add(iteration.getPrimaryResult().getScore());
            }
        }
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
        return Samples.of(
                scores.stream().mapToDouble(Double::doubleValue).toArray(),
                allocated == null ? Double.NaN : allocated.getScore());
    }

    /** Writes everything measured so far. */
    void write(String file) {
        try (PrintStream stream = new PrintStream(folder.resolve(file).toFile(), StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, stream).writeOut(results);
        } catch (IOException e) {
            throw new UncheckedIOException("results not written: " + file, e);
        }
    }
}
