package dev.weir.shaping.junit;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.platform.commons.support.AnnotationSupport;

/** Sees to it that a relay belongs to one test at a time. Thread-safe. */
final class Turn {
    /*
     * A test that would overlap with another is refused, rather than made to wait: JUnit runs tests on a pool, and a test that waits for tasks of the same
     * pool, such as a parallel stream's, would wait for ever once all its threads wait for the test. JUnit's own locks are taken before a thread is.
     */
    private static final String CURE =
            ": keep its tests apart by @Execution(SAME_THREAD) on the class, or by a @ResourceLock where several classes share it; or give each test"
                    + " a relay of its own, in a field that is not static or by @Impaired";

    private final AtomicReference<@Nullable String> holder = new AtomicReference<>();

    /** Begins a test's turn. */
    void take(ExtensionContext test) {
        if (mayOverlap(test)) {
            throw new ExtensionConfigurationException(
                    "a relay that tests share cannot serve them at the same time" + CURE);
        }
        String name = test.getDisplayName();
        String other = holder.compareAndExchange(null, name);
        if (other != null) {
            throw new IllegalStateException("relay is in use by another test, " + other + CURE);
        }
    }

    void end() {
        holder.set(null);
    }

    private static boolean mayOverlap(ExtensionContext test) {
        return test.getExecutionMode() == ExecutionMode.CONCURRENT
                && test.getConfigurationParameter("junit.jupiter.execution.parallel.enabled", Boolean::parseBoolean)
                        .orElse(false)
                && !isLocked(test);
    }

    /** Whether the test or a class around it has a lock; which lock that is, its author knows. */
    private static boolean isLocked(ExtensionContext context) {
        boolean own = context.getElement()
                .map(element -> !AnnotationSupport.findRepeatableAnnotations(element, ResourceLock.class)
                        .isEmpty())
                .orElse(false);
        return own || context.getParent().map(Turn::isLocked).orElse(false);
    }
}
