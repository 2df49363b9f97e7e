package dev.weir.benchmarks;

import dev.weir.capture.relay.Relay;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What is measured through sockets, directly or through a relay: each method is one turn of one of them. Not thread-safe. */
final class RelayTrials {
    private static final int MESSAGE_BYTES = 64;
    private static final int PIECE_BYTES = 131_072;
    private static final int SETTLE_MILLIS = 3_000;

    private final SocketServer server;

    RelayTrials(SocketServer server) {
        this.server = server;
    }

    private static Socket connect(InetSocketAddress address, int task) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.connect(address, SETTLE_MILLIS);
        socket.getOutputStream().write(task);
        return socket;
    }

    /** Round trips of 64 bytes, one after the other, in nanoseconds. */
    double[] roundTrips(InetSocketAddress address, int count) throws IOException {
        double[] nanos = new double[count];
        byte[] message = new byte[MESSAGE_BYTES];
        try (Socket socket = connect(address, SocketServer.ECHO)) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            for (int i = 0; i < count; i++) {
                long start = System.nanoTime();
                socket.getOutputStream().write(message);
                in.readFully(message);
                nanos[i] = System.nanoTime() - start;
            }
        }
        return nanos;
    }

    /** Connections opened, used for one byte there and back, and closed, one after the other: how many a second. */
    double connectionsPerSecond(InetSocketAddress address, long forNanos) throws IOException {
        long start = System.nanoTime();
        long made = 0;
        while (System.nanoTime() - start < forNanos) {
            try (Socket socket = connect(address, SocketServer.ECHO)) {
                socket.getOutputStream().write(1);
                if (socket.getInputStream().read() != 1) {
                    throw new IllegalStateException("echo did not come");
                }
                made++;
            }
        }
        return made * 1e9 / (System.nanoTime() - start);
    }

    /** As much as goes through for a time; bytes a second, at the receiver. */
    double bytesPerSecond(InetSocketAddress address, long forNanos) throws IOException, InterruptedException {
        try (Socket socket = connect(address, SocketServer.COUNT)) {
            OutputStream out = socket.getOutputStream();
            byte[] piece = new byte[PIECE_BYTES];
            long start = System.nanoTime();
            while (System.nanoTime() - start < forNanos) {
                out.write(piece);
            }
        }
        SocketServer.Arrivals came = server.arrivals();
        return (came.bytes() - came.firstBytes()) * 1e9 / (came.lastNanos() - came.firstNanos());
    }

    /**
     * So many bytes over each of some connections at once: what all of them got a second, at the receiver, from when the first byte came until the last.
     */
    double bytesPerSecond(InetSocketAddress address, int connections, long bytesEach)
            throws IOException, InterruptedException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            sockets.add(connect(address, SocketServer.COUNT));
        }
        LockSupport.parkNanos(10_000_000);
        for (Socket socket : sockets) {
            SocketServer.daemon(() -> send(socket, bytesEach));
        }
        SocketServer.Arrivals earliest = server.arrivals();
        long last = earliest.lastNanos();
        long bytes = earliest.bytes();
        for (int i = 1; i < connections; i++) {
            SocketServer.Arrivals came = server.arrivals();
            earliest = came.firstNanos() < earliest.firstNanos() ? came : earliest;
            last = Math.max(last, came.lastNanos());
            bytes += came.bytes();
        }
        return (bytes - earliest.firstBytes()) * 1e9 / (last - earliest.firstNanos());
    }

    private static void send(Socket socket, long bytes) {
        byte[] piece = new byte[PIECE_BYTES];
        try (socket) {
            for (long left = bytes; left > 0; left -= piece.length) {
                socket.getOutputStream().write(piece, 0, (int) Math.min(left, piece.length));
            }
        } catch (IOException e) {
            throw new IllegalStateException("bytes were not sent", e);
        }
    }

    /** How long messages of one segment take one way, in nanoseconds; each connection sends one from time to time. */
    double[] oneWay(InetSocketAddress address, int connections, int messages, long everyNanos)
            throws IOException, InterruptedException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Socket socket = connect(address, SocketServer.STAMPS);
            socket.getOutputStream().write(new byte[SocketServer.SEGMENT_BYTES - 1]);
            sockets.add(socket);
        }
        // the opening takes as long as the line
        LockSupport.parkNanos(5 * everyNanos);
        byte[] segment = new byte[SocketServer.SEGMENT_BYTES];
        for (int i = 0; i < messages; i++) {
            for (Socket socket : sockets) {
                ByteBuffer.wrap(segment).putLong(System.nanoTime());
                socket.getOutputStream().write(segment);
                LockSupport.parkNanos(everyNanos / connections);
            }
        }
        List<Long> ages = new ArrayList<>();
        for (Socket socket : sockets) {
            socket.close();
            ages.addAll(server.ages());
        }
        return ages.stream().mapToDouble(Long::doubleValue).toArray();
    }

    /** Tries everything once, so that what follows is compiled. */
    void warmUp(Relay relay) throws IOException, InterruptedException {
        for (InetSocketAddress address : List.of(server.address(), relay.address())) {
            roundTrips(address, 20_000);
            connectionsPerSecond(address, 500_000_000);
            bytesPerSecond(address, 500_000_000);
        }
    }
}
