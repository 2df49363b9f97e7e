package dev.weir.shaping.config;

import java.util.ArrayList;
import java.util.List;

/** What a reader has to say about a document. Not thread-safe. */
final class Findings {
    private final List<Fault> faults = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    void add(Fault fault) {
        faults.add(fault);
    }

    void add(Warning warning) {
        warnings.add(warning);
    }

    /** How many faults there are so far. */
    int faults() {
        return faults.size();
    }

    List<Warning> warnings() {
        return List.copyOf(warnings);
    }

    void throwFaults() throws ConfigurationException {
        if (!faults.isEmpty()) {
            throw ConfigurationException.of(faults);
        }
    }
}
