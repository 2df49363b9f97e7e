package dev.weir.shaping.impair;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The word {@code trace}. */
final class TraceWords implements PartWords {
    private final @Nullable TraceSource source;
    private @Nullable Trace trace;

    TraceWords(@Nullable TraceSource source) {
        this.source = source;
    }

    @Override
    public List<String> names() {
        return List.of("trace");
    }

    @Override
    public void read(String name, String value) {
        trace = TraceText.parse(value, source);
    }

    @Override
    public void finish(Impairment.Builder builder) {
        if (trace != null) {
            builder.trace(trace);
        }
    }

    @Override
    public void print(Impairment impairment, StringJoiner words) {
        if (impairment.trace() != null) {
            words.add("trace=" + impairment.trace());
        }
    }
}
