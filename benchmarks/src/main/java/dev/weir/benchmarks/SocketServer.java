package dev.weir.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The server of the relay's measurements, a thread for each connection. The first byte of a connection says what becomes of the rest: {@link #ECHO}, {@link #COUNT} or {@link #STAMPS}.
 * It is in the JVM of the clients, so both read one clock. Thread-safe.
 */
final class SocketServer implements AutoCloseable {
    /** Sends back what comes. */
    static final int ECHO = 'e';
    /** Notes how much came when. */
    static final int COUNT = 'c';
    /** Takes times of {@link System#nanoTime}, at the start of every {@link #SEGMENT_BYTES}, and notes how long ago each was when it came. */
    static final int STAMPS = 's';

    /** What a relay takes for one segment: pieces of it meet one decision. */
    static final int SEGMENT_BYTES = 1_448;

    private static final int ROOM = 262_144;
    private static final int BACKLOG = 1_000;
    private static final long PATIENCE_SECONDS = 120;

    private final ServerSocket server;
    private final BlockingQueue<Arrivals> arrivals = new LinkedBlockingQueue<>();
    private final BlockingQueue<List<Long>> ages = new LinkedBlockingQueue<>();

    /**
     * What came over one connection.
     *
     * @param bytes its bytes
     * @param firstBytes the bytes of the first read
     * @param firstNanos when that was
     * @param lastNanos when the last byte came
     */
    record Arrivals(long bytes, long firstBytes, long firstNanos, long lastNanos) {}

    SocketServer() throws IOException {
        server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    static void daemon(Runnable task) {
        Thread thread = new Thread(task, "peer");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket accepted) {
        try (Socket socket = accepted) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            switch (in.read()) {
                case ECHO -> echo(in, socket.getOutputStream());
                case COUNT -> arrivals.add(count(in));
                case STAMPS -> ages.add(stamps(in));
                default -> {}
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private static void echo(InputStream in, OutputStream out) throws IOException {
        byte[] room = new byte[ROOM];
        for (int count = in.read(room); count >= 0; count = in.read(room)) {
            out.write(room, 0, count);
        }
    }

    private static Arrivals count(InputStream in) throws IOException {
        byte[] room = new byte[ROOM];
        int count = in.read(room);
        long firstNanos = System.nanoTime();
        long lastNanos = firstNanos;
        long first = count;
        long bytes = 0;
        for (; count >= 0; count = in.read(room)) {
            lastNanos = System.nanoTime();
            bytes += count;
        }
        return new Arrivals(bytes, first, firstNanos, lastNanos);
    }

    private static List<Long> stamps(InputStream in) throws IOException {
        List<Long> noted = new ArrayList<>();
        in.skipNBytes(SEGMENT_BYTES - 1);
        byte[] segment = in.readNBytes(SEGMENT_BYTES);
        while (segment.length == SEGMENT_BYTES) {
            noted.add(System.nanoTime() - ByteBuffer.wrap(segment).getLong());
            segment = in.readNBytes(SEGMENT_BYTES);
        }
        return noted;
    }

    /** Of the next connection that has ended. */
    Arrivals arrivals() throws InterruptedException {
        return next(arrivals);
    }

    /** How old the stamps of the next connection were that has ended. */
    List<Long> ages() throws InterruptedException {
        return next(ages);
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new IllegalStateException("nothing came within " + PATIENCE_SECONDS + " s");
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
