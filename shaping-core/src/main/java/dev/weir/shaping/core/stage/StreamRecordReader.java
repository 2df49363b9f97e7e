package dev.weir.shaping.core.stage;

import static dev.weir.shaping.core.stage.StreamRecords.BYTES_DROPPED;
import static dev.weir.shaping.core.stage.StreamRecords.BYTES_IN;
import static dev.weir.shaping.core.stage.StreamRecords.BYTES_OUT;
import static dev.weir.shaping.core.stage.StreamRecords.COUNTS_PER_WAY;
import static dev.weir.shaping.core.stage.StreamRecords.FIRST_SEEN;
import static dev.weir.shaping.core.stage.StreamRecords.IDLE;
import static dev.weir.shaping.core.stage.StreamRecords.LAST_SEEN;
import static dev.weir.shaping.core.stage.StreamRecords.PACKETS_DROPPED;
import static dev.weir.shaping.core.stage.StreamRecords.PACKETS_IN;
import static dev.weir.shaping.core.stage.StreamRecords.PACKETS_OUT;
import static dev.weir.shaping.core.stage.StreamRecords.PERIOD_END;
import static dev.weir.shaping.core.stage.StreamRecords.QUOTA_BYTES;
import static dev.weir.shaping.core.stage.StreamRecords.QUOTA_REACHED;
import static dev.weir.shaping.core.stage.StreamRecords.WAITING;

import dev.weir.shaping.Direction;
import org.jspecify.annotations.Nullable;

/** Reads copies of stream records. Thread-safe. */
final class StreamRecordReader {
    private StreamRecordReader() {}

    static boolean alive(long[] record, long nowNanos) {
        boolean counting = record[PERIOD_END] > nowNanos
                && (record[QUOTA_REACHED] | record[QUOTA_BYTES] | record[QUOTA_BYTES + 1]) != 0;
        return record[FIRST_SEEN] >= 0
                && (record[WAITING] > 0 || counting || nowNanos - record[LAST_SEEN] <= record[IDLE]);
    }

    static StreamAccount account(long[] record, @Nullable String text) {
        StreamKey key = new StreamKey();
        key.set(record[0], record[1], record[2], record[3], record[4]);
        if (text != null) {
            key.text(text);
        }
        return new StreamAccount(
                key,
                counts(record, Direction.INCOMING.ordinal()),
                counts(record, Direction.OUTGOING.ordinal()),
                record[FIRST_SEEN],
                record[LAST_SEEN],
                record[QUOTA_REACHED] != 0,
                record[PERIOD_END]);
    }

    private static StreamCounts counts(long[] record, int way) {
        int at = way * COUNTS_PER_WAY;
        return new StreamCounts(
                record[PACKETS_IN + at],
                record[BYTES_IN + at],
                record[PACKETS_OUT + at],
                record[BYTES_OUT + at],
                record[PACKETS_DROPPED + at],
                record[BYTES_DROPPED + at],
                record[QUOTA_BYTES + way]);
    }
}
