package dev.weir.shaping.junit;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Calls a test method once more if it ended with an {@link InconclusiveError}. {@link ImpairedRelay} and {@link Impaired} do so by themselves; this is for tests of other live runs:
 * {@code @ExtendWith(InconclusiveRetry.class)}.
 *
 * <p>The method is called on the same instance; {@code @BeforeEach} and {@code @AfterEach} methods are not run in between. If the second call is inconclusive too, the test fails, or
 * is aborted where the configuration parameter or system property {@code weir.inconclusive} is {@code abort}. Stateless.
 */
public final class InconclusiveRetry implements InvocationInterceptor {
    /** Creates the extension. */
    public InconclusiveRetry() {}

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Attempts.run(invocation, method, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Attempts.run(invocation, method, context);
    }
}
