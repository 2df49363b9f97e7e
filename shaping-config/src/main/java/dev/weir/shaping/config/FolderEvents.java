package dev.weir.shaping.config;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for something to happen in a folder. Where the file system tells nothing, a wait just takes its time. Waited for by one thread; {@link #close} may come
 * from any.
 */
final class FolderEvents implements Closeable {
    private final Path folder;
    private final @Nullable WatchService service;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable WatchKey key;

    FolderEvents(Path folder) {
        this.folder = folder;
        this.service = service(folder);
        register();
    }

    private static @Nullable WatchService service(Path folder) {
        try {
            return folder.getFileSystem().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    /** A folder may go and come again; then the next wait is told of it by time alone. */
    private void register() {
        if (service == null || key != null && key.isValid()) {
            return;
        }
        try {
            key = folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException | ClosedWatchServiceException e) {
            key = null;
        }
    }

    /** Returns after an event, or when the time is up; false once closed. */
    boolean await(Duration time) throws InterruptedException {
        register();
        if (service == null || key == null) {
            return !closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        }
        try {
            WatchKey happened = service.poll(time.toNanos(), TimeUnit.NANOSECONDS);
            if (happened != null) {
                happened.pollEvents();
                happened.reset();
            }
        } catch (ClosedWatchServiceException e) {
            return false;
        }
        return closed.getCount() > 0;
    }

    /** Returns when the time is up; false once closed. */
    boolean pause(Duration time) throws InterruptedException {
        return !closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        if (service != null) {
            service.close();
        }
    }
}
