package dev.weir.shaping.config;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** A document that cannot be taken, with everything that is wrong with it; nothing of it was applied. Immutable. */
public final class ConfigurationException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    private ConfigurationException(String message, List<Fault> faults) {
        super(message);
        this.faults = faults;
    }

    static ConfigurationException syntax(String message) {
        return new ConfigurationException(message, List.of());
    }

    static ConfigurationException of(List<Fault> faults) {
        String all = faults.stream().map(Fault::toString).collect(Collectors.joining("; "));
        return new ConfigurationException(all, List.copyOf(faults));
    }

    /** The same about a named source, such as a file. */
    ConfigurationException in(String source) {
        ConfigurationException named = new ConfigurationException(source + ": " + getMessage(), faults());
        named.initCause(this);
        return named;
    }

    /**
     * All that is wrong with the fields, in the order of the document.
     *
     * @return an unmodifiable list; empty if the text is no JSON object at all
     */
    public List<Fault> faults() {
        return faults == null ? List.of() : faults;
    }
}
