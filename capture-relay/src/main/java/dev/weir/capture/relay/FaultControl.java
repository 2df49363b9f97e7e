package dev.weir.capture.relay;

import dev.weir.shaping.DataSize;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;

/**
 * What faults can be brought about on: a relay, or the relays between two nodes. A fault takes hold at once, and lasts until conditions are applied or restored.
 *
 * <p>Implementations are thread-safe.
 *
 * @param <T> what its methods return, so that calls can be chained
 */
public interface FaultControl<T> {
    /**
     * Adds faults to what is in force, all at once.
     *
     * @param faults the faults; of one kind and direction the last counts
     * @return what it is called on
     * @throws IllegalArgumentException if one is for TCP alone and this is for UDP; nothing has changed then
     */
    T fault(Fault... faults);

    private T faults(RelayDirection[] directions, Function<RelayDirection, Fault> fault) {
        RelayDirection[] all = directions.length == 0 ? RelayDirection.values() : directions;
        return fault(Arrays.stream(all).map(fault).toArray(Fault[]::new));
    }

    /**
     * Cuts the line, see {@link Fault.Cut}.
     *
     * @param directions which; none for both
     * @return what it is called on
     */
    default T cut(RelayDirection... directions) {
        return faults(directions, Fault.Cut::new);
    }

    /**
     * Reads nothing more, see {@link Fault.Stall}.
     *
     * @param directions which; none for both
     * @return what it is called on
     */
    default T stall(RelayDirection... directions) {
        return faults(directions, Fault.Stall::new);
    }

    /**
     * Reads everything and hands on nothing, see {@link Fault.BlackHole}.
     *
     * @param directions which; none for both
     * @return what it is called on
     */
    default T blackHole(RelayDirection... directions) {
        return faults(directions, Fault.BlackHole::new);
    }

    /**
     * Refuses who connects, see {@link Fault.Refuse}.
     *
     * @return what it is called on
     */
    default T refuse() {
        return fault(new Fault.Refuse());
    }

    /**
     * Lets who connects wait, see {@link Fault.FullBacklog}.
     *
     * @return what it is called on
     */
    default T fullBacklog() {
        return fault(new Fault.FullBacklog());
    }

    /**
     * Resets connections behind so many bytes, see {@link Fault.ResetAfterBytes}.
     *
     * @param direction whose bytes count
     * @param size how many
     * @return what it is called on
     */
    default T resetAfter(RelayDirection direction, DataSize size) {
        return fault(new Fault.ResetAfterBytes(direction, size));
    }

    /**
     * Resets connections of an age, see {@link Fault.ResetAfterTime}.
     *
     * @param age the age
     * @return what it is called on
     */
    default T resetAfter(Duration age) {
        return fault(new Fault.ResetAfterTime(age));
    }

    /**
     * Ends connections behind so many bytes, see {@link Fault.CloseAfterBytes}.
     *
     * @param direction whose bytes count
     * @param size how many
     * @return what it is called on
     */
    default T closeAfter(RelayDirection direction, DataSize size) {
        return fault(new Fault.CloseAfterBytes(direction, size));
    }

    /**
     * Lets streams end late, see {@link Fault.SlowClose}.
     *
     * @param delay how much later
     * @return what it is called on
     */
    default T slowClose(Duration delay) {
        return fault(new Fault.SlowClose(delay));
    }

    /**
     * Hands on small pieces, see {@link Fault.Slice}.
     *
     * @param direction whose bytes
     * @param size the most of a piece
     * @param gap the time between pieces
     * @return what it is called on
     */
    default T slice(RelayDirection direction, DataSize size, Duration gap) {
        return fault(new Fault.Slice(direction, size, gap));
    }

    /**
     * Resets the next connections, see {@link Fault.FailFirst}.
     *
     * @param connections how many
     * @return what it is called on
     */
    default T failFirst(int connections) {
        return fault(new Fault.FailFirst(connections));
    }

    /**
     * Holds back the first byte of each answer, see {@link Fault.FirstByteDelay}.
     *
     * @param delay how long
     * @return what it is called on
     */
    default T firstByteDelay(Duration delay) {
        return fault(new Fault.FirstByteDelay(RelayDirection.DOWNLOAD, delay));
    }
}
