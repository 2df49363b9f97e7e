package dev.weir.examples;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A server that knows three orders, for the examples of tests. */
final class OrderServer {
    private OrderServer() {}

    /** Starts a server on a port that is free. */
    static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/orders", exchange -> {
                byte[] orders = "order 1\norder 2\norder 3\n".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, orders.length);
                exchange.getResponseBody().write(orders);
                exchange.close();
            });
            server.setExecutor(Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "orders");
                thread.setDaemon(true);
                return thread;
            }));
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
