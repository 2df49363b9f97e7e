package dev.weir.capture.relay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom packets inside the engine belong to, by number. A number is used again once nothing of its owner is inside. Not thread-safe. */
final class Slots<T> {
    private final List<@Nullable T> owners = new ArrayList<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();

    int add(T owner) {
        Integer number = free.poll();
        if (number == null) {
            owners.add(owner);
            return owners.size() - 1;
        }
        owners.set(number, owner);
        return number;
    }

    void remove(int number) {
        if (owners.set(number, null) != null) {
            free.add(number);
        }
    }

    @Nullable
    T get(int number) {
        return owners.get(number);
    }
}
