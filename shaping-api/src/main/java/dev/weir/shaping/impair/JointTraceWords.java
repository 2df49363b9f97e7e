package dev.weir.shaping.impair;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The word {@code joint}. */
final class JointTraceWords implements PartWords {
    private final @Nullable TraceSource source;
    private @Nullable JointTrace trace;

    JointTraceWords(@Nullable TraceSource source) {
        this.source = source;
    }

    @Override
    public List<String> names() {
        return List.of("joint");
    }

    @Override
    public void read(String name, String value) {
        trace = TraceFiles.read(source, value, JointTraceText::read);
    }

    @Override
    public void finish(Impairment.Builder builder) {
        if (trace != null) {
            builder.joint(trace);
        }
    }

    @Override
    public void print(Impairment impairment, StringJoiner words) {
        if (impairment.joint() != null) {
            words.add("joint=" + impairment.joint());
        }
    }
}
