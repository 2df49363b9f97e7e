package dev.weir.shaping.impair;

import dev.weir.shaping.DataSize;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The word {@code slot}. */
final class SlotWords implements PartWords {
    private static final String AND = "\\s+and\\s+";
    private static final String TO = "..";

    private @Nullable Slots slots;

    @Override
    public List<String> names() {
        return List.of("slot");
    }

    @Override
    public void read(String name, String value) {
        slots = parse(value);
    }

    @Override
    public void finish(Impairment.Builder builder) {
        if (slots != null) {
            builder.slots(slots);
        }
    }

    @Override
    public void print(Impairment impairment, StringJoiner words) {
        if (impairment.slots() != null) {
            words.add("slot=" + impairment.slots());
        }
    }

    static Slots parse(String text) {
        String[] parts = text.strip().split(AND, -1);
        int to = parts[0].indexOf(TO);
        Duration least = Durations.parse("slot", to < 0 ? parts[0] : parts[0].substring(0, to));
        Duration most = to < 0 ? least : Durations.parse("slot", parts[0].substring(to + TO.length()));
        long packets = 0;
        DataSize bytes = DataSize.ofBytes(0);
        for (int i = 1; i < parts.length; i++) {
            QueueLimit quota = QueueLimit.parse(parts[i]);
            if (quota instanceof QueueLimit.Packets count && packets == 0) {
                packets = count.count();
            } else if (quota instanceof QueueLimit.Bytes size && bytes.bytes() == 0) {
                bytes = size.size();
            } else {
                throw new IllegalArgumentException(
                        "quota of a slot must be packets and bytes, each once: \"" + text + "\"");
            }
        }
        return new Slots(least, most, packets, bytes);
    }

    static String format(Slots slots) {
        String text = Durations.format(slots.least());
        if (!slots.least().equals(slots.most())) {
            text += TO + Durations.format(slots.most());
        }
        if (slots.packets() > 0) {
            text += " and " + slots.packets() + " packets";
        }
        if (slots.bytes().bytes() > 0) {
            text += " and " + slots.bytes();
        }
        return text;
    }
}
