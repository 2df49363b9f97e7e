package dev.weir.shaping.junit;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/** Calls a test method, and once more if the first call was inconclusive. */
final class Attempts {
    private Attempts() {}

    static void run(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        RelaysInUse relays = RelaysInUse.of(context);
        relays.methodBegins();
        try {
            invocation.proceed();
        } catch (InconclusiveError first) {
            if (!relays.mayTryAgain()) {
                throw first;
            }
            Notice.give(context, "is called once more: " + first.getMessage());
            relays.rewind();
            again(method, context, first);
        }
    }

    private static void again(
            ReflectiveInvocationContext<Method> method, ExtensionContext context, InconclusiveError first) {
        try {
            ReflectionSupport.invokeMethod(
                    method.getExecutable(),
                    method.getTarget().orElse(null),
                    method.getArguments().toArray());
        } catch (InconclusiveError second) {
            second.addSuppressed(first);
            if (Configuration.of(context).abortsInconclusive()) {
                throw new TestAbortedException(second.getMessage(), second);
            }
            throw second;
        } catch (RuntimeException | Error failure) {
            failure.addSuppressed(first);
            throw failure;
        }
    }
}
