package dev.weir.cli.conformance;

/**
 * A chain of states of which some lose the packet: what it loses in the long run, and how far a finite run may be off. Immutable.
 *
 * <p>Each quantity is the mean of a function of two packets in a row, or a ratio of such means. The variance of the mean over n packets is 1 / n times the sum of
 * all autocovariances of the function; for the loss of a chain of two states that is the factor (1 + l) / (1 - l) on the variance of independent losses.
 */
final class LossChain {
    private static final int SQUARINGS = 60;
    private static final int MOST_LAGS = 1_000_000;
    private static final double NEGLIGIBLE = 1e-13;

    private final double[][] moves;
    private final boolean[] lost;
    private final double[] stationary;

    /** A chain by its probabilities of moving from one state to another, and by which states lose the packet. */
    LossChain(double[][] moves, boolean... lost) {
        this.moves = moves;
        this.lost = lost;
        this.stationary = stationary(moves);
    }

    /** A function of the fates of two packets in a row. */
    private interface OfPair {
        double of(boolean before, boolean now);
    }

    /** Squares the chain that stays half of the time, which has the same stationary law and no period. */
    private static double[] stationary(double[][] moves) {
        int states = moves.length;
        double[][] power = new double[states][states];
        for (int i = 0; i < states; i++) {
            for (int j = 0; j < states; j++) {
                power[i][j] = (moves[i][j] + (i == j ? 1 : 0)) / 2;
            }
        }
        for (int n = 0; n < SQUARINGS; n++) {
            power = squared(power);
        }
        return power[0];
    }

    private static double[][] squared(double[][] matrix) {
        int states = matrix.length;
        double[][] square = new double[states][states];
        for (int i = 0; i < states; i++) {
            double sum = 0;
            for (int j = 0; j < states; j++) {
                for (int k = 0; k < states; k++) {
                    square[i][j] += matrix[i][k] * matrix[k][j];
                }
                sum += square[i][j];
            }
            for (int j = 0; j < states; j++) {
                square[i][j] /= sum;
            }
        }
        return square;
    }

    private static double one(boolean condition) {
        return condition ? 1 : 0;
    }

    private double mean(OfPair function) {
        double mean = 0;
        for (int i = 0; i < moves.length; i++) {
            mean += stationary[i] * next(i, function);
        }
        return mean;
    }

    private double next(int from, OfPair function) {
        double mean = 0;
        for (int to = 0; to < moves.length; to++) {
            mean += moves[from][to] * function.of(lost[from], lost[to]);
        }
        return mean;
    }

    /** The standard error of the mean of a function over some packets. */
    private double error(OfPair function, int packets) {
        double mean = mean(function);
        OfPair centred = (before, now) -> function.of(before, now) - mean;
        double variance = mean((before, now) -> Math.pow(centred.of(before, now), 2));
        int states = moves.length;
        double[] later = new double[states];
        for (int i = 0; i < states; i++) {
            later[i] = next(i, centred);
        }
        for (int lag = 1; lag < MOST_LAGS && size(later) > NEGLIGIBLE; lag++) {
            double covariance = 0;
            double[] moved = new double[states];
            for (int i = 0; i < states; i++) {
                for (int j = 0; j < states; j++) {
                    covariance += stationary[i] * moves[i][j] * centred.of(lost[i], lost[j]) * later[j];
                    moved[i] += moves[i][j] * later[j];
                }
            }
            variance += 2 * covariance;
            later = moved;
        }
        return Math.sqrt(Math.max(0, variance) / packets);
    }

    private static double size(double[] vector) {
        double most = 0;
        for (double value : vector) {
            most = Math.max(most, Math.abs(value));
        }
        return most;
    }

    /** The share of packets that is lost. */
    double rate() {
        return mean((before, now) -> one(now));
    }

    double rateError(int packets) {
        return error((before, now) -> one(now), packets);
    }

    /** The share of packets that is lost after a lost one. */
    double again() {
        return mean((before, now) -> one(before && now));
    }

    /** The mean number of packets lost in a row: lost ones by first ones. */
    double burst() {
        return rate() / (rate() - again());
    }

    double burstError(int packets) {
        double burst = burst();
        return error((before, now) -> one(now) - burst * one(now && !before), packets) / (rate() - again());
    }

    /** The correlation of the losses of neighbours. */
    double correlation() {
        double rate = rate();
        return (again() - rate * rate) / (rate * (1 - rate));
    }

    double correlationError(int packets) {
        double rate = rate();
        double variance = rate * (1 - rate);
        double slope = -(2 * rate * variance + (again() - rate * rate) * (1 - 2 * rate)) / (variance * variance);
        return error((before, now) -> one(before && now) / variance + slope * one(now), packets);
    }
}
