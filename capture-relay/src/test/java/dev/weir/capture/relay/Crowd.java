package dev.weir.capture.relay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Many clients and their echo server, in a process of their own: its descriptors and memory are not those of the relay. It does what it is told, a line at a time, and answers
 * each line with one.
 */
final class Crowd implements AutoCloseable {
    private final Process process;
    private final PrintStream commands;
    private final BufferedReader answers;
    private final InetSocketAddress server;

    Crowd() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Crowd.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(answers.readLine()));
    }

    InetSocketAddress server() {
        return server;
    }

    /** Clients connect, send something, get it back, and stay. */
    void open(Relay relay, int clients) throws IOException {
        tell("open " + relay.address().getPort() + " " + clients);
    }

    /** All clients send something and get it back. */
    void talk() throws IOException {
        tell("talk 0 0");
    }

    /** All clients go. */
    void closeAll() throws IOException {
        tell("close 0 0");
    }

    /** One after the other connects, gets something back, and goes; every other one breaks its connection. */
    void comeAndGo(Relay relay, int clients) throws IOException {
        tell("cycle " + relay.address().getPort() + " " + clients);
    }

    private void tell(String command) throws IOException {
        commands.println(command);
        String answer = answers.readLine();
        if (!command.equals(answer)) {
            throw new IOException("crowd was told to " + command + ", and answered: " + answer);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    public static void main(String[] args) throws IOException {
        ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        Thread thread = new Thread(() -> echo(server), "echo");
        thread.setDaemon(true);
        thread.start();
        System.out.println(server.socket().getLocalPort());
        List<SocketChannel> clients = new ArrayList<>();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", -1);
            act(words[0], Integer.parseInt(words[1]), Integer.parseInt(words[2]), clients);
            System.out.println(line);
        }
    }

    private static void act(String verb, int port, int count, List<SocketChannel> clients) throws IOException {
        InetSocketAddress relay = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        switch (verb) {
            case "open" -> {
                for (int i = 0; i < count; i++) {
                    clients.add(SocketChannel.open(relay));
                }
                talk(clients);
            }
            case "talk" -> talk(clients);
            case "close" -> {
                for (SocketChannel client : clients) {
                    client.close();
                }
                clients.clear();
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    try (SocketChannel client = SocketChannel.open(relay)) {
                        talk(List.of(client));
                        if (i % 2 == 1) {
                            client.setOption(StandardSocketOptions.SO_LINGER, 0);
                        }
                    }
                }
            }
        }
    }

    private static void talk(List<SocketChannel> clients) throws IOException {
        ByteBuffer message = ByteBuffer.allocate(Integer.BYTES);
        for (int i = 0; i < clients.size(); i++) {
            clients.get(i).write(message.clear().putInt(0, i));
        }
        for (int i = 0; i < clients.size(); i++) {
            message.clear();
            while (message.hasRemaining()) {
                if (clients.get(i).read(message) < 0) {
                    throw new IOException("connection " + i + " ended");
                }
            }
            if (message.getInt(0) != i) {
                throw new IOException("connection " + i + " got the bytes of " + message.getInt(0));
            }
        }
    }

    private static void echo(ServerSocketChannel server) {
        ByteBuffer room = ByteBuffer.allocate(1_024);
        try (Selector selector = Selector.open()) {
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            while (true) {
                selector.select(key -> {
                    if (key.isAcceptable()) {
                        accept(server, selector);
                    } else {
                        answer(key, room);
                    }
                });
            }
        } catch (IOException e) {
            throw new IllegalStateException("echo server broke down", e);
        }
    }

    private static void accept(ServerSocketChannel server, Selector selector) {
        try {
            SocketChannel accepted = server.accept();
            accepted.configureBlocking(false);
            accepted.register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            throw new IllegalStateException("no connection could be accepted", e);
        }
    }

    private static void answer(SelectionKey key, ByteBuffer room) {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            int count = channel.read(room.clear());
            if (count < 0) {
                channel.close();
            } else {
                channel.write(room.flip());
            }
        } catch (IOException e) {
            Sockets.closeQuietly(channel);
        }
    }
}
