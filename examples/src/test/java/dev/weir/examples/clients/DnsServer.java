package dev.weir.examples.clients;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** Says of a name that ends its first label with a digit, such as {@code host7.test}, that its address is {@code 192.0.2.7}. */
final class DnsServer implements AutoCloseable {
    private static final int MOST_BYTES = 512;
    private static final int HEADER_BYTES = 12;
    private static final int ANSWER_BYTES = 16;
    private static final int RESPONSE_NO_ERROR = 0x8180;

    private final DatagramSocket socket;
    private final AtomicInteger answers = new AtomicInteger();

    DnsServer() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "dns");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** How many questions it has answered. */
    int answers() {
        return answers.get();
    }

    private void serve() {
        try {
            while (true) {
                DatagramPacket question = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
                socket.receive(question);
                byte[] answer = answer(question.getData());
                answers.incrementAndGet();
                socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** The header and the question again, and one record behind them (RFC 1035, 4.1); an additional record of the question is left out. */
    private static byte[] answer(byte[] question) {
        int end = HEADER_BYTES;
        while (question[end] != 0) {
            end += question[end] + 1;
        }
        int digit = question[HEADER_BYTES + question[HEADER_BYTES]] - '0';
        // the root label, type and class
        end += 5;
        ByteBuffer answer = ByteBuffer.allocate(end + ANSWER_BYTES);
        answer.put(question, 0, end);
        answer.putShort(2, (short) RESPONSE_NO_ERROR);
        // one question, one answer, nothing else
        answer.putShort(4, (short) 1)
                .putShort(6, (short) 1)
                .putShort(8, (short) 0)
                .putShort(10, (short) 0);
        // a pointer to the name in the question, type A, class IN, a minute, four bytes
        answer.putShort((short) 0xC00C)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(60)
                .putShort((short) 4);
        answer.put(new byte[] {(byte) 192, 0, 2, (byte) digit});
        return answer.array();
    }

    @Override
    public void close() {
        socket.close();
    }
}
