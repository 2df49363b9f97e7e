package dev.weir.shaping;

import java.util.Objects;

/**
 * A network adapter that packets come from. Immutable and thread-safe.
 *
 * <p>Within one run an id stands for one adapter. Ids are whatever the source of the packets uses; they may be negative.
 *
 * @param id the id
 * @param name the name, as the source of the packets reports it, {@code ""} if it has none
 * @param type what it leads to
 */
public record Adapter(int id, String name, AdapterType type) {
    /** No adapter: what packets have whose source tells none. What a recipe says about an adapter with the id 0 does not apply to it. */
    public static final Adapter NONE = new Adapter(0, "");

    /**
     * Checks that nothing is missing.
     *
     * @param id any number
     * @param name the name
     * @param type the type
     */
    public Adapter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /**
     * An adapter whose type is not told.
     *
     * @param id any number
     * @param name the name
     */
    public Adapter(int id, String name) {
        this(id, name, AdapterType.ANY);
    }

    /**
     * This adapter with another type.
     *
     * @param newType the type
     * @return the adapter, this one if the type is the same
     */
    public Adapter withType(AdapterType newType) {
        return newType == type ? this : new Adapter(id, name, newType);
    }

    /** Id, name and type, such as {@code 3 "eth0" (LAN)}. */
    @Override
    public String toString() {
        return id + " \"" + name + "\" (" + type + ")";
    }
}
