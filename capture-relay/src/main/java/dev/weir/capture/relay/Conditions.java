package dev.weir.capture.relay;

import dev.weir.shaping.impair.Impairment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a relay is like: its line in each direction, and the faults in force. A relay takes them over as a whole, see {@link Relay#apply(Conditions)}.
 *
 * <p>In text, parts are separated by semicolons or line ends: {@code upload delay=40 ms; download rate=1 Mbit/s delay=40 ms; reset after 10 kB of download}. A line is named
 * by its direction, or {@code both} for the same one twice; {@code profile web-page-test-3g} stands for the lines of one of {@link dev.weir.shaping.impair.LinkProfiles}; a fault is what {@link Fault#parse} reads, and {@code cut}, {@code stall} and {@code black hole} may stand without a direction for
 * both. Immutable and thread-safe; {@code toString} is read back by {@link #parse}.
 */
public final class Conditions {
    /** Nothing goes wrong, and nothing takes time. */
    public static final Conditions NONE = new Conditions(Impairment.NONE, Impairment.NONE, List.of());

    private final Impairment upload;
    private final Impairment download;
    private final List<Fault> faults;

    private Conditions(Impairment upload, Impairment download, List<Fault> faults) {
        this.upload = upload;
        this.download = download;
        this.faults = faults;
    }

    /**
     * Reads the text form.
     *
     * @param text parts separated by semicolons or line ends; blank for {@link #NONE}
     * @return the conditions
     * @throws IllegalArgumentException if a part is not known, or given twice
     */
    public static Conditions parse(String text) {
        return ConditionsText.parse(text);
    }

    /**
     * The line toward the target.
     *
     * @return the impairment
     */
    public Impairment upload() {
        return upload;
    }

    /**
     * The line toward the client.
     *
     * @return the impairment
     */
    public Impairment download() {
        return download;
    }

    Impairment line(RelayDirection direction) {
        return direction == RelayDirection.UPLOAD ? upload : download;
    }

    /**
     * What goes wrong.
     *
     * @return the faults, one of each kind and direction
     */
    public List<Fault> faults() {
        return faults;
    }

    /**
     * The same with another line toward the target.
     *
     * @param line the line
     * @return the new conditions
     */
    public Conditions withUpload(Impairment line) {
        return new Conditions(Objects.requireNonNull(line, "line"), download, faults);
    }

    /**
     * The same with another line toward the client.
     *
     * @param line the line
     * @return the new conditions
     */
    public Conditions withDownload(Impairment line) {
        return new Conditions(upload, Objects.requireNonNull(line, "line"), faults);
    }

    Conditions withLine(RelayDirection direction, Impairment line) {
        return direction == RelayDirection.UPLOAD ? withUpload(line) : withDownload(line);
    }

    /**
     * The same with one more fault; it takes the place of one of the same kind and direction.
     *
     * @param fault the fault
     * @return the new conditions
     */
    public Conditions with(Fault fault) {
        List<Fault> all = new ArrayList<>(faults);
        all.removeIf(known -> sameKind(known, fault));
        all.add(fault);
        return new Conditions(upload, download, List.copyOf(all));
    }

    /**
     * The same without faults.
     *
     * @return the lines alone
     */
    public Conditions withoutFaults() {
        return new Conditions(upload, download, List.of());
    }

    static boolean sameKind(Fault one, Fault other) {
        return one.getClass() == other.getClass() && direction(one) == direction(other);
    }

    /** The one direction that a fault concerns, or null for both or none. */
    private static @Nullable RelayDirection direction(Fault fault) {
        return fault instanceof Fault.Directed directed ? directed.direction() : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Conditions that
                && upload.equals(that.upload)
                && download.equals(that.download)
                && faults.equals(that.faults);
    }

    @Override
    public int hashCode() {
        return Objects.hash(upload, download, faults);
    }

    /** The text form; empty for {@link #NONE}. */
    @Override
    public String toString() {
        StringJoiner parts = new StringJoiner("; ");
        if (!upload.equals(Impairment.NONE)) {
            parts.add("upload " + upload);
        }
        if (!download.equals(Impairment.NONE)) {
            parts.add("download " + download);
        }
        faults.forEach(fault -> parts.add(fault.toString()));
        return parts.toString();
    }
}
