package dev.weir.shaping.lookup.inspect;

import java.util.concurrent.atomic.LongAdder;

/** What all inspectors of one inspection count. Thread-safe. */
final class InspectionCounters {
    final LongAdder connections = new LongAdder();
    final LongAdder connectionsEvicted = new LongAdder();
    final LongAdder protocols = new LongAdder();
    final LongAdder answersRead = new LongAdder();
    final LongAdder answersSkipped = new LongAdder();
    final LongAdder namesLearnt = new LongAdder();
    final LongAdder namesEvicted = new LongAdder();

    InspectionStatistics read() {
        return new InspectionStatistics(
                connections.sum(),
                connectionsEvicted.sum(),
                protocols.sum(),
                answersRead.sum(),
                answersSkipped.sum(),
                namesLearnt.sum(),
                namesEvicted.sum());
    }
}
