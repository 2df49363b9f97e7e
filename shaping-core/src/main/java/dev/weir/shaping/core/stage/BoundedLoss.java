package dev.weir.shaping.core.stage;

/** A model of which at most some losses in a row count; the packet after them survives, whatever the model says. */
final class BoundedLoss implements LossModel {
    private final LossModel model;
    private final int most;
    private final ModelState run;

    BoundedLoss(LossModel model, int most, ModelState run) {
        this.model = model;
        this.most = most;
        this.run = run;
    }

    @Override
    public boolean loses(int packet, long nowNanos) {
        boolean lost = model.loses(packet, nowNanos);
        int place = run.place(packet);
        long before = run.value(place);
        boolean counts = lost && before < most;
        if (counts || before > 0) {
            run.value(place, counts ? before + 1 : 0);
        }
        return counts;
    }

    @Override
    public void remove() {
        model.remove();
        run.remove();
    }
}
