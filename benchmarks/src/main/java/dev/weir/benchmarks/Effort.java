package dev.weir.benchmarks;

/**
 * How much time a run takes.
 *
 * @param rounds how often everything takes its turn
 * @param warmups iterations that do not count
 * @param iterations iterations that count
 * @param iterationMillis how long each is
 * @param liveMillis how long each live comparison is measured
 */
record Effort(int rounds, int warmups, int iterations, int iterationMillis, int liveMillis) {
    static final Effort FULL = new Effort(2, 3, 3, 350, 3_000);
    static final Effort QUICK = new Effort(1, 2, 2, 250, 2_000);
}
