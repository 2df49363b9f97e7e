package dev.weir.capture.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server whose connections a test takes one by one, so that it holds both ends. */
final class Line implements AutoCloseable {
    private final ServerSocket server;
    private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();

    Line() throws IOException {
        server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            accepted.add(server.accept());
                        }
                    } catch (IOException e) {
                        // closed
                    }
                },
                "line");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    Socket client(Relay relay) throws IOException {
        Socket client = new Socket();
        client.setTcpNoDelay(true);
        client.setSoTimeout(20_000);
        client.connect(relay.address(), 20_000);
        return client;
    }

    /** The server's end of the next connection. */
    Socket served() throws InterruptedException, SocketException {
        Socket served = accepted.poll(20, TimeUnit.SECONDS);
        if (served == null) {
            throw new AssertionError("nobody connected within 20 s");
        }
        served.setTcpNoDelay(true);
        served.setSoTimeout(20_000);
        return served;
    }

    boolean serves() {
        return !accepted.isEmpty();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }
}
