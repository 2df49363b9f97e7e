package dev.weir.shaping.core.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much later than asked Linux may end a thread's sleep, to save wake-ups: 50 microseconds, unless told otherwise. */
final class TimerSlack {
    private static final System.Logger LOGGER = System.getLogger(TimerSlack.class.getName());

    private TimerSlack() {}

    /** Sets the calling thread's slack to the least, 1 nanosecond. Does nothing where that cannot be done. */
    static void least() {
        try {
            Path thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
            Files.writeString(Path.of("/proc/" + thread + "/timerslack_ns"), "1");
        } catch (IOException | RuntimeException e) {
            LOGGER.log(System.Logger.Level.TRACE, "timer slack stays as it is", e);
        }
    }
}
