package dev.weir.shaping.core.live;

import dev.weir.shaping.Direction;
import dev.weir.shaping.DropReason;
import dev.weir.shaping.core.account.Account;
import dev.weir.shaping.core.account.Totals;
import dev.weir.shaping.core.engine.Accounts;
import dev.weir.shaping.core.live.FlightEvents.BoundExceeded;
import dev.weir.shaping.core.live.FlightEvents.RulesReplaced;
import dev.weir.shaping.core.live.FlightEvents.RunEnded;
import dev.weir.shaping.core.live.FlightEvents.RunStarted;
import dev.weir.shaping.core.live.FlightEvents.TotalsEvent;
import dev.weir.shaping.core.live.FlightEvents.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;

/** Tells the flight recorder of one run. The recorder's thread reads the run's counters once a second. */
final class JfrFlightLog implements FlightLog, FlightRecorderListener {
    /*
     * To wake the recorder takes a second, so it is left asleep until somebody starts a recording. That may be while the run ends: whoever of the two comes
     * second takes the hooks away.
     */
    private static final AtomicLong RUNS = new AtomicLong();
    private static final List<DropReason> BOUNDS = List.of(
            DropReason.LIMIT_QUEUE_FULL,
            DropReason.LINK_QUEUE_FULL,
            DropReason.CLASS_QUEUE_FULL,
            DropReason.PACKET_MEMORY_FULL,
            DropReason.FLOW_TABLE_FULL);
    private static final String OUTPUT_FULL = "OUTPUT_FULL";

    private final LiveLoop loop;
    private final long run = RUNS.incrementAndGet();
    private final Runnable trafficHook = this::tellTraffic;
    private final Runnable boundHook = this::tellBounds;
    private final Map<String, Long> lost = new LinkedHashMap<>();

    private volatile boolean awake;
    private volatile boolean over;

    private JfrFlightLog(LiveLoop loop) {
        this.loop = loop;
    }

    static JfrFlightLog started(LiveLoop loop, long seed, int rules) {
        JfrFlightLog log = new JfrFlightLog(loop);
        FlightRecorder.addListener(log);
        log.tellStarted(seed, rules);
        return log;
    }

    @Override
    public void recorderInitialized(FlightRecorder recorder) {
        FlightRecorder.addPeriodicEvent(Traffic.class, trafficHook);
        FlightRecorder.addPeriodicEvent(BoundExceeded.class, boundHook);
        awake = true;
        if (over) {
            removeHooks();
        }
    }

    private void removeHooks() {
        FlightRecorder.removePeriodicEvent(trafficHook);
        FlightRecorder.removePeriodicEvent(boundHook);
    }

    private void tellStarted(long seed, int rules) {
        if (awake) {
            RunStarted event = new RunStarted();
            event.run = run;
            event.seed = seed;
            event.rules = rules;
            event.commit();
        }
    }

    @Override
    public void rulesReplaced(int rules) {
        if (awake) {
            RulesReplaced event = new RulesReplaced();
            event.run = run;
            event.rules = rules;
            event.commit();
        }
    }

    @Override
    public void ended(String failure) {
        FlightRecorder.removeListener(this);
        over = true;
        if (awake) {
            removeHooks();
            tellBounds();
            RunEnded event = new RunEnded();
            event.failure = failure;
            tell(event);
        }
    }

    private void tellTraffic() {
        tell(new Traffic());
    }

    /** What left is read before what entered, so that it is never more. */
    private void tell(TotalsEvent event) {
        event.run = run;
        List<Account> accounts = accounts();
        for (Account account : accounts) {
            Totals totals = account.totals();
            event.packetsOut += totals.packetsOut();
            event.bytesOut += totals.bytesOut();
            event.packetsIgnored += totals.packetsIgnored();
            event.bytesIgnored += totals.bytesIgnored();
            for (DropReason reason : DropReason.values()) {
                event.packetsDropped += totals.packetsDropped(reason);
                event.bytesDropped += totals.bytesDropped(reason);
            }
        }
        for (Account account : accounts) {
            event.packetsIn += account.totals().packetsIn();
            event.bytesIn += account.totals().bytesIn();
        }
        event.packetsHeld = event.packetsIn - event.packetsOut - event.packetsDropped;
        event.bytesHeld = event.bytesIn - event.bytesOut - event.bytesDropped;
        event.commit();
    }

    private List<Account> accounts() {
        Accounts accounts = loop.engine().accounts();
        List<Account> both = new ArrayList<>(accounts.way(Direction.INCOMING).accounts());
        both.addAll(accounts.way(Direction.OUTGOING).accounts());
        return both;
    }

    private synchronized void tellBounds() {
        List<Account> accounts = accounts();
        for (DropReason reason : BOUNDS) {
            long packets = 0;
            for (Account account : accounts) {
                packets += account.totals().packetsDropped(reason);
            }
            tellBound(reason.name(), packets);
        }
        tellBound(DropReason.INPUT_FULL.name(), loop.inputFull());
        tellBound(OUTPUT_FULL, loop.fidelity().outputsFull());
    }

    private void tellBound(String reason, long packets) {
        long before = lost.getOrDefault(reason, 0L);
        if (packets > before) {
            lost.put(reason, packets);
            BoundExceeded event = new BoundExceeded();
            event.run = run;
            event.reason = reason;
            event.packets = packets - before;
            event.commit();
        }
    }
}
