package dev.weir.capture.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Which triggers one direction of one connection may set off, and how far it is from each. Not thread-safe; costs next to nothing while there are none. */
final class Watches {
    private final List<Entry> entries = new ArrayList<>(0);

    private record Entry(Trigger trigger, Mark.Watch watch) {}

    void add(Trigger trigger) {
        entries.add(new Entry(trigger, trigger.mark().watch()));
    }

    void clear() {
        entries.clear();
    }

    /** How many of the next bytes may pass before the first mark is reached, its last byte included. */
    int upTo(byte[] bytes, int offset, int length) {
        int most = length;
        for (int i = 0; i < entries.size(); i++) {
            most = entries.get(i).watch.upTo(bytes, offset, most);
        }
        return most;
    }

    /** Bytes have passed: names what they set off. */
    void passed(byte[] bytes, int offset, int length, Consumer<Trigger> setOff) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.watch.passed(bytes, offset, length)) {
                entries.remove(i--);
                setOff.accept(entry.trigger);
            }
        }
    }
}
