package dev.weir.shaping.core.stage;

import dev.weir.shaping.impair.ScriptedLoss;

/** Loses the packets with some numbers. Remembers how many it has met, and which range comes next. */
final class NumberedLoss implements LossModel {
    private final long[] firsts;
    private final long[] lasts;
    private final ModelState state;

    NumberedLoss(ScriptedLoss script, ModelState state) {
        this.firsts =
                script.ranges().stream().mapToLong(ScriptedLoss.Range::first).toArray();
        this.lasts =
                script.ranges().stream().mapToLong(ScriptedLoss.Range::last).toArray();
        this.state = state;
    }

    @Override
    public boolean loses(int packet, long nowNanos) {
        int place = state.place(packet);
        long number = state.value(place) + 1;
        state.value(place, number);
        int rangePlace = state.following(place);
        int range = (int) state.value(rangePlace);
        if (range < lasts.length && number > lasts[range]) {
            state.value(rangePlace, ++range);
        }
        return range < firsts.length && number >= firsts[range];
    }

    @Override
    public void remove() {
        state.remove();
    }
}
