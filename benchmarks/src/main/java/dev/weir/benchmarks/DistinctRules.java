package dev.weir.benchmarks;

import dev.weir.shaping.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.Objects;

/** Makes {@link DistinctRule}s. */
final class DistinctRules {
    private DistinctRules() {}

    static Rule of(int number, boolean hostile) {
        String name = DistinctRule.class.getSimpleName() + ".class";
        try (InputStream in = Objects.requireNonNull(DistinctRules.class.getResourceAsStream(name), name)) {
            int[] data = {number % 16, hostile ? 1 : 0, 70_000 + number};
            return (Rule) MethodHandles.lookup()
                    .defineHiddenClassWithClassData(in.readAllBytes(), data, true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("rule must be made: " + number, e);
        }
    }
}
