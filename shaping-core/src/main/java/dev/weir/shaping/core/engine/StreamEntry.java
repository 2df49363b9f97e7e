package dev.weir.shaping.core.engine;

import dev.weir.shaping.Tracking;
import dev.weir.shaping.core.stage.StreamAccount;
import org.jspecify.annotations.Nullable;

/**
 * A stream and the rule it is of. Immutable.
 *
 * @param rule the rule's name
 * @param tracking what its packets have in common, or null if it is all of the rule's
 * @param account what it did
 */
public record StreamEntry(String rule, @Nullable Tracking tracking, StreamAccount account) {
    /**
     * What its packets have in common, to be read.
     *
     * @return such as {@code 10.0.0.2}, {@code tcp 10.0.0.2:5000 <> 192.0.2.7:443}, {@code pid 4711} or {@code all}
     */
    public String text() {
        return StreamTexts.text(tracking, account.key());
    }
}
