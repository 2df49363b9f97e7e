package dev.weir.capture.pcap;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Measures what a task allocates. */
final class Allocation {
    /** Something to measure. */
    interface Task {
        void run() throws IOException;
    }

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** The bytes that this thread allocates in the task. */
    static long bytes(Task task) throws IOException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        task.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
