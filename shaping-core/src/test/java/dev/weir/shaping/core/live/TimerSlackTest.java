package dev.weir.shaping.core.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TimerSlackTest {
    private static String slack() throws IOException {
        Path thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
        return Files.readString(Path.of("/proc/" + thread + "/timerslack_ns")).strip();
    }

    private static String leastSlack() throws IOException {
        TimerSlack.least();
        return slack();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void is_set_for_the_calling_thread_alone() throws Exception {
        String before = slack();
        FutureTask<String> task = new FutureTask<>(TimerSlackTest::leastSlack);
        Thread thread = new Thread(task);
        thread.start();
        assertThat(task.get()).isEqualTo("1");
        assertThat(slack()).isEqualTo(before);
    }
}
