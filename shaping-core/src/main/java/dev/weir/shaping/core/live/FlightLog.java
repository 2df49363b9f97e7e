package dev.weir.shaping.core.live;

import jdk.jfr.FlightRecorder;

/** Tells the JDK's flight recorder of one live run; nobody, where the module {@code jdk.jfr} is absent. Called on the run's thread. */
interface FlightLog {
    /** Tells nobody. */
    FlightLog NONE = new FlightLog() {
        @Override
        public void rulesReplaced(int rules) {}

        @Override
        public void ended(String failure) {}
    };

    /** Found out when the first run is made, because to load the recorder takes some milliseconds. */
    boolean AVAILABLE = available();

    /**
     * The rules were replaced.
     *
     * @param rules how many there are now
     */
    void rulesReplaced(int rules);

    /**
     * The run ended.
     *
     * @param failure why, or {@code ""} if it was asked to
     */
    void ended(String failure);

    /** Tells that a run starts. */
    static FlightLog started(LiveLoop loop, long seed, int rules) {
        return AVAILABLE ? JfrFlightLog.started(loop, seed, rules) : NONE;
    }

    private static boolean available() {
        try {
            return FlightRecorder.isAvailable();
        } catch (LinkageError e) {
            return false;
        }
    }
}
