package dev.weir.shaping.core.live;

import dev.weir.shaping.core.rule.compile.ChainWorkshop;

/** Builds faster chains of rules on a thread of its own, which ends when it has. Thread-safe. */
final class RuleBuilding {
    static final ChainWorkshop WORKSHOP = new ChainWorkshop(RuleBuilding::start, System::nanoTime);

    private RuleBuilding() {}

    private static void start(Runnable job) {
        Thread thread = new Thread(job, "weir-rules");
        thread.setDaemon(true);
        thread.start();
    }
}
