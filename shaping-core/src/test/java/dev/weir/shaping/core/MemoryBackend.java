package dev.weir.shaping.core;

import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import java.util.concurrent.atomic.AtomicLong;

/** A backend that counts what leaves. */
class MemoryBackend extends ConsumingBackend {
    private final AtomicLong taken = new AtomicLong();

    long taken() {
        return taken.get();
    }

    @Override
    public void released(
            byte[] bytes, int offset, int captured, int length, LinkType linkType, Direction direction, long token) {
        taken.incrementAndGet();
    }
}
