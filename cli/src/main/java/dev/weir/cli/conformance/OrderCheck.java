package dev.weir.cli.conformance;

import dev.weir.shaping.impair.Impairment;
import java.util.List;

/**
 * Whether packets leave in the order that a delay allows. The draws of one seed are the same in any order, so the times of packets that keep theirs follow exactly from those of packets that
 * need not. Immutable.
 *
 * @param delay the model, as text
 * @param gapNanos the time between two packets
 */
record OrderCheck(String delay, long gapNanos) implements Check {
    private static final int PACKETS = 50_000;
    private static final int MOST = 3;

    private Traffic run(String order, long seed) {
        Impairment line = Impairment.parse("delay=" + delay + " " + order);
        return Traffic.over(line, seed, PACKETS, gapNanos, 1_000);
    }

    @Override
    public List<Finding> run(long seed) {
        Traffic free = run("in any order", seed);
        return List.of(
                kept(free, run("in order", seed)),
                Finding.counted(delay + " in any order", "order of due times", late(free), PACKETS),
                bounded(run("overtaking at most " + MOST, seed)));
    }

    /** Each packet leaves when it is due, or with the one before it if that is later. */
    private Finding kept(Traffic free, Traffic kept) {
        int[] order = kept.order();
        int wrong = 0;
        long last = 0;
        for (int i = 0; i < PACKETS; i++) {
            last = Math.max(last, free.releaseNanos(i));
            wrong += kept.releaseNanos(i) == last && order[i] == i ? 0 : 1;
        }
        return Finding.counted(delay + " in order", "release times", wrong, PACKETS);
    }

    private static int late(Traffic free) {
        int[] order = free.order();
        int wrong = PACKETS - order.length;
        for (int i = 1; i < order.length; i++) {
            wrong += free.releaseNanos(order[i - 1]) <= free.releaseNanos(order[i]) ? 0 : 1;
        }
        return wrong;
    }

    private Finding bounded(Traffic traffic) {
        int most = mostOvertaken(traffic.order());
        boolean holds = most == MOST;
        return Finding.exact(
                delay + " overtaking at most " + MOST,
                "most that overtook one",
                String.valueOf(MOST),
                String.valueOf(most),
                holds);
    }

    /** How many later packets left before one, at most: those before it in the order of release that have higher numbers. */
    static int mostOvertaken(int[] order) {
        int most = 0;
        int[] before = new int[order.length + 1];
        for (int place = 0; place < order.length; place++) {
            int number = order[place];
            most = Math.max(most, place - countBelow(before, number));
            for (int i = number + 1; i <= order.length; i += i & -i) {
                before[i]++;
            }
        }
        return most;
    }

    /** A Fenwick tree's count of the numbers below one. */
    private static int countBelow(int[] tree, int number) {
        int count = 0;
        for (int i = number; i > 0; i -= i & -i) {
            count += tree[i];
        }
        return count;
    }
}
