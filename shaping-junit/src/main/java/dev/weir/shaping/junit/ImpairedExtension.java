package dev.weir.shaping.junit;

import dev.weir.capture.relay.Relay;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Does what {@link Impaired} says. Keeps everything in the context of the test, so that tests may run at the same time. */
final class ImpairedExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, InvocationInterceptor, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ImpairedExtension.class);

    ImpairedExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        onClass(type);
        for (Method method :
                AnnotationSupport.findAnnotatedMethods(type, Impaired.class, HierarchyTraversalMode.TOP_DOWN)) {
            on(method);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        RelayUse use = recipe(context).open(context);
        context.getStore(NAMESPACE).put(context.getUniqueId(), use);
        use.testBegins();
        RelaysInUse.of(context).add(use);
    }

    private static RelayRecipe recipe(ExtensionContext test) {
        return test.getTestMethod()
                .flatMap(ImpairedExtension::on)
                .or(() -> onClass(test.getRequiredTestClass()))
                .orElseThrow(() -> new IllegalStateException("no @Impaired found for " + test.getDisplayName()));
    }

    private static Optional<RelayRecipe> on(AnnotatedElement element) {
        return AnnotationSupport.findAnnotation(element, Impaired.class)
                .map(annotation -> RelayRecipe.of(annotation, element));
    }

    /** What stands on a class, or on the next class around it. */
    private static Optional<RelayRecipe> onClass(Class<?> type) {
        Optional<RelayRecipe> own = on(type);
        Class<?> around = type.getEnclosingClass();
        boolean nested = around != null && AnnotationSupport.isAnnotated(type, Nested.class);
        return own.isPresent() || !nested ? own : onClass(around);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        RelayUse use = context.getStore(NAMESPACE).remove(context.getUniqueId(), RelayUse.class);
        if (use != null) {
            try (use) {
                use.testEnds(context);
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == Relay.class) {
            return true;
        }
        return (type == InetSocketAddress.class || type == URI.class)
                && use(context) != null
                && !mayBeArgument(parameter.getDeclaringExecutable());
    }

    /** A test template other than a repeated test, as a parameterized one, may have arguments of these types. */
    private static boolean mayBeArgument(Executable method) {
        return AnnotationSupport.isAnnotated(method, TestTemplate.class)
                && !AnnotationSupport.isAnnotated(method, RepeatedTest.class);
    }

    private static @Nullable RelayUse use(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(context.getUniqueId(), RelayUse.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RelayUse use = use(context);
        if (use == null) {
            throw new ParameterResolutionException(
                    where(parameter)
                            + " cannot have the relay of @Impaired, which is opened for each test: use an ImpairedRelay in a static field");
        }
        Class<?> type = parameter.getParameter().getType();
        Relay relay = use.relay();
        if (type == URI.class) {
            return relay.uri(recipe(context).annotation().scheme());
        }
        return type == InetSocketAddress.class ? relay.address() : relay;
    }

    private static String where(ParameterContext parameter) {
        boolean once = Modifier.isStatic(parameter.getDeclaringExecutable().getModifiers());
        return once ? "a static method" : "a constructor";
    }

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
