package dev.weir.shaping.core.live;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/** What the flight recorder is told of live runs. Nothing here happens per packet. */
final class FlightEvents {
    private FlightEvents() {}

    /** What all have in common. */
    @Category("Weir")
    @StackTrace(false)
    abstract static class RunEvent extends Event {
        @Label("Run")
        @Description("Number of the run in this JVM")
        long run;
    }

    @Name("dev.weir.RunStarted")
    @Label("Run Started")
    static final class RunStarted extends RunEvent {
        @Label("Seed")
        long seed;

        @Label("Rules")
        int rules;
    }

    @Name("dev.weir.RulesReplaced")
    @Label("Rules Replaced")
    static final class RulesReplaced extends RunEvent {
        @Label("Rules")
        int rules;
    }

    /** What was counted since the start. */
    abstract static class TotalsEvent extends RunEvent {
        @Label("Packets In")
        long packetsIn;

        @Label("Bytes In")
        @DataAmount
        long bytesIn;

        @Label("Packets Out")
        long packetsOut;

        @Label("Bytes Out")
        @DataAmount
        long bytesOut;

        @Label("Packets Dropped")
        long packetsDropped;

        @Label("Bytes Dropped")
        @DataAmount
        long bytesDropped;

        @Label("Packets Ignored")
        long packetsIgnored;

        @Label("Bytes Ignored")
        @DataAmount
        long bytesIgnored;

        @Label("Packets Held")
        long packetsHeld;

        @Label("Bytes Held")
        @DataAmount
        long bytesHeld;
    }

    @Name("dev.weir.Traffic")
    @Label("Traffic")
    @Description("Totals of a run since its start")
    @Period("1 s")
    static final class Traffic extends TotalsEvent {}

    @Name("dev.weir.RunEnded")
    @Label("Run Ended")
    static final class RunEnded extends TotalsEvent {
        @Label("Failure")
        String failure = "";
    }

    @Name("dev.weir.BoundExceeded")
    @Label("Bound Exceeded")
    @Description("Packets lost for one reason since the last look, a second ago, because something was full")
    @Period("1 s")
    static final class BoundExceeded extends RunEvent {
        @Label("Reason")
        String reason = "";

        @Label("Packets")
        long packets;
    }
}
