package dev.weir.shaping.config;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Watches a file and reads it again when it changes, also where another file takes its place by renaming, or a link in its way is turned. A change is taken when
 * the file has been left alone for 50 ms, and after a second in any case. What is wrong is reported, and what was read before stays in force.
 *
 * <p>Has one daemon thread until it is closed. Thread-safe.
 */
public final class RuleFileWatch implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(RuleFileWatch.class.getName());
    private static final Duration QUIET = Duration.ofMillis(50);
    private static final int MOST_PAUSES = 20;

    private final Path file;
    private final Duration interval;
    private final RuleFileListener listener;
    private final FolderEvents events;
    private final Thread thread;
    private FileState state;
    private @Nullable String text;
    private volatile Reading current;

    private RuleFileWatch(Path file, Duration interval, RuleFileListener listener) throws IOException {
        this.file = file;
        this.interval = interval;
        this.listener = listener;
        this.state = FileState.of(file);
        String first = RuleFile.text(file);
        this.text = first;
        this.current = RuleFile.parse(file, first);
        Path folder = file.toAbsolutePath().getParent();
        this.events = new FolderEvents(folder == null ? file.toAbsolutePath() : folder);
        this.thread = new Thread(this::run, "weir-rule-file");
        thread.setDaemon(true);
    }

    static RuleFileWatch start(Path file, Duration interval, RuleFileListener listener) throws IOException {
        RuleFileWatch watch = new RuleFileWatch(file, interval, listener);
        try {
            listener.changed(watch.current);
        } catch (RuntimeException | Error e) {
            watch.events.close();
            throw e;
        }
        watch.thread.start();
        return watch;
    }

    /**
     * What was last read without a fault, and taken by the listener.
     *
     * @return the reading
     */
    public Reading current() {
        return current;
    }

    private void run() {
        try {
            while (events.await(interval)) {
                FileState found = FileState.of(file);
                if (!found.equals(state)) {
                    state = settled(found);
                    read();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The state of the file once nobody writes to it any more. */
    private FileState settled(FileState found) throws InterruptedException {
        FileState last = found;
        for (int i = 0; i < MOST_PAUSES && events.pause(QUIET); i++) {
            FileState next = FileState.of(file);
            if (next.equals(last)) {
                return next;
            }
            last = next;
        }
        return last;
    }

    private void read() {
        try {
            String found = RuleFile.text(file);
            if (found.equals(text)) {
                return;
            }
            text = found;
            take(RuleFile.parse(file, found));
        } catch (NoSuchFileException e) {
            text = null;
            failed(new NoSuchFileException(file.toString(), null, "the file has gone"));
        } catch (IOException e) {
            failed(e);
        } catch (RuntimeException e) {
            failed(new IOException(file + ": the listener failed: " + e, e));
        }
    }

    private void take(Reading reading) {
        Reading before = current;
        current = reading;
        try {
            listener.changed(reading);
        } catch (RuntimeException e) {
            current = before;
            throw e;
        }
    }

    private void failed(IOException failure) {
        try {
            listener.failed(failure);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "listener of " + file + " failed", e);
        }
    }

    /** Ends the watch and its thread; waits for a call of the listener that is going on, unless it comes from there. Idempotent. */
    @Override
    public void close() {
        try {
            events.close();
            if (Thread.currentThread() != thread) {
                thread.join();
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "watch of " + file + " was not closed properly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
