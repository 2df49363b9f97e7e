package dev.weir.shaping.junit;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** The relays of one test. Lives in the test's context; used by the thread that runs the test. */
final class RelaysInUse {
    private static final Namespace NAMESPACE = Namespace.create(RelaysInUse.class);

    private final List<RelayUse> relays = new ArrayList<>();
    private boolean triedAgain;
    private boolean begun;

    private RelaysInUse() {}

    /** Those of the test that a context is of. */
    static RelaysInUse of(ExtensionContext test) {
        Store store = test.getStore(NAMESPACE);
        String key = test.getUniqueId();
        RelaysInUse known = store.get(key, RelaysInUse.class);
        if (known == null) {
            known = new RelaysInUse();
            store.put(key, known);
        }
        return known;
    }

    void add(RelayUse relay) {
        relays.add(relay);
    }

    boolean contains(RelayUse relay) {
        return relays.contains(relay);
    }

    /** The test method is about to be called. Several extensions may say so. */
    void methodBegins() {
        if (!begun) {
            begun = true;
            relays.forEach(RelayUse::methodBegins);
        }
    }

    /** Whether the method was called only once. */
    boolean mayTryAgain() {
        boolean may = !triedAgain;
        triedAgain = true;
        return may;
    }

    /** Puts every relay back to what it was when the method began. */
    void rewind() {
        relays.forEach(RelayUse::rewind);
    }
}
