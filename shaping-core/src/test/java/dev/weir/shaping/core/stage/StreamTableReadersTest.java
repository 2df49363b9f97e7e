package dev.weir.shaping.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.shaping.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Readers on other threads see whole streams while they come, count and go. */
class StreamTableReadersTest {
    private static final int LENGTH = 7;
    private static final int WAY = Direction.OUTGOING.ordinal();
    private volatile boolean done;

    private void write(StreamTable table) {
        StreamKey key = new StreamKey();
        for (int i = 0; i < 1_000_000; i++) {
            long number = i * 31L % 1_201 + i / 100_000 * 1_000L;
            key.set(number, ~number, number * 3, 5, number);
            key.text("stream " + number);
            int slot = table.enter(key, i);
            table.in(slot, WAY, LENGTH);
            if (i % 3 == 0) {
                table.out(slot, WAY, LENGTH);
            } else {
                table.dropped(slot, WAY, LENGTH);
            }
        }
        done = true;
    }

    private long read(StreamTable table) {
        long seen = 0;
        while (!done || seen == 0) {
            for (StreamAccount account : table.accounts(0)) {
                long number = account.key().first();
                assertThat(account.key().second()).isEqualTo(~number);
                assertThat(account.key().third()).isEqualTo(number * 3);
                assertThat(account.key().rest()).isEqualTo(number);
                assertThat(account.key().text()).isEqualTo("stream " + number);
                StreamCounts counts = account.outgoing();
                assertThat(counts.bytesIn()).isEqualTo(counts.packetsIn() * LENGTH);
                assertThat(counts.bytesOut()).isEqualTo(counts.packetsOut() * LENGTH);
                assertThat(counts.bytesDropped()).isEqualTo(counts.packetsDropped() * LENGTH);
                assertThat(counts.packetsIn() - counts.packetsOut() - counts.packetsDropped())
                        .isBetween(0L, 1L);
                assertThat(account.incoming()).isEqualTo(new StreamCounts(0, 0, 0, 0, 0, 0, 0));
                seen++;
            }
        }
        return seen;
    }

    @Test
    void read_each_stream_as_it_was_at_one_moment() throws InterruptedException, ExecutionException {
        StreamTable table = new StreamTable(1_000, null, StreamEvents.NONE);
        ExecutorService readers = Executors.newFixedThreadPool(2);
        List<Future<Long>> results = new ArrayList<>();
        try {
            results.add(readers.submit(() -> read(table)));
            results.add(readers.submit(() -> read(table)));
            write(table);
            for (Future<Long> result : results) {
                assertThat(result.get()).isPositive();
            }
        } finally {
            done = true;
            readers.shutdownNow();
        }
        assertThat(table.evictions()).isPositive();
    }
}
