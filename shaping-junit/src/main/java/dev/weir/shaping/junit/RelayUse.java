package dev.weir.shaping.junit;

import dev.weir.capture.relay.Conditions;
import dev.weir.capture.relay.Relay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** One relay, test after test: puts it back in between, sees whether it was used, and tells of it when a test fails. Used by one test at a time. */
final class RelayUse implements AutoCloseable {
    private final Relay relay;
    private final boolean optional;
    private final boolean keepsConnections;
    private Conditions atMethod = Conditions.NONE;
    private long connectionsBefore;
    private long packetsBefore;

    /**
     * The use of a relay.
     *
     * @param relay the relay, with all its settings
     * @param optional whether a test may leave it unused
     * @param keepsConnections whether connections outlast a test
     */
    RelayUse(Relay relay, boolean optional, boolean keepsConnections) {
        this.relay = relay;
        this.optional = optional;
        this.keepsConnections = keepsConnections;
    }

    Relay relay() {
        return relay;
    }

    /** Makes the relay as it was when it was opened. */
    void clear() {
        if (keepsConnections) {
            relay.clearKeepingConnections();
        } else {
            relay.clear();
        }
    }

    /** A test begins, before its {@code @BeforeEach} methods. */
    void testBegins() {
        connectionsBefore = relay.connections();
        packetsBefore = packets();
    }

    /** The test's own method begins. */
    void methodBegins() {
        atMethod = relay.conditions();
    }

    /** Makes the relay as it was when the method began, but for gates and triggers. */
    void rewind() {
        clear();
        relay.apply(atMethod);
    }

    private long packets() {
        return relay.stats().total().packetsIn();
    }

    private boolean unused() {
        return relay.connections() == connectionsBefore && packets() == packetsBefore;
    }

    /**
     * A test has ended, its {@code @AfterEach} methods too.
     *
     * @throws AssertionFailedError if it succeeded and made no use of the relay
     */
    void testEnds(ExtensionContext test) {
        Throwable failure = test.getExecutionException().orElse(null);
        if (failure == null) {
            requireUsed();
        } else if (!(failure instanceof TestAbortedException)) {
            tell(test, failure);
        }
    }

    private void requireUsed() {
        if (!optional && unused()) {
            throw new AssertionFailedError("no connection was made to " + relay
                    + ": is the client using its address? A relay that a test may leave unused must be optional");
        }
    }

    private void tell(ExtensionContext test, Throwable failure) {
        try {
            FailureText text = new FailureText(relay, test, record(test));
            failure.addSuppressed(new RelayDetails(text.whole()));
            Notice.give(test, "failed; " + text.again());
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Writes down what was decided, if that is asked for. */
    private @Nullable Path record(ExtensionContext test) throws IOException {
        Path folder = Configuration.of(test).recordings().orElse(null);
        if (folder == null) {
            return null;
        }
        String name = test.getRequiredTestClass().getName()
                + test.getTestMethod().map(method -> "." + method.getName()).orElse("");
        Files.createDirectories(folder);
        Path file = folder.resolve(name + "-" + relay.address().getPort() + ".record");
        relay.writeRecord(file);
        return file;
    }

    @Override
    public void close() {
        relay.close();
    }
}
