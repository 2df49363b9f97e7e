package dev.weir.shaping.impair;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The words {@code limit} and {@code queue}. */
final class LimitWords implements PartWords {
    private @Nullable RateLimit limit;
    private @Nullable QueueLimit queue;

    @Override
    public List<String> names() {
        return List.of("limit", "queue");
    }

    @Override
    public void read(String name, String value) {
        if (name.equals("limit")) {
            limit = RateLimit.parse(value);
        } else {
            queue = QueueLimit.parse(value);
        }
    }

    @Override
    public void finish(Impairment.Builder builder) {
        if (limit != null) {
            builder.limit(limit);
        }
        if (queue != null) {
            builder.queue(queue);
        }
    }

    @Override
    public void print(Impairment impairment, StringJoiner words) {
        if (impairment.limit() != null) {
            words.add("limit=" + impairment.limit());
        }
        if (impairment.queue() != null) {
            words.add("queue=" + impairment.queue());
        }
    }
}
