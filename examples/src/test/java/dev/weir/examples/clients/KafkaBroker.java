package dev.weir.examples.clients;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.requests.RequestHeader;

/** As much of a Kafka broker as is needed to see where clients connect: it says what it can do, and who is in the cluster: itself alone, at the address that it advertises. */
final class KafkaBroker implements AutoCloseable {
    private static final ApiKeys[] KNOWN = {ApiKeys.API_VERSIONS, ApiKeys.METADATA, ApiKeys.DESCRIBE_CLUSTER};
    private static final String CLUSTER = "weir";

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile InetSocketAddress advertised;

    KafkaBroker() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        advertised = address();
        daemon(this::accept);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "broker");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** Where it says that it is, {@code advertised.listeners}. */
    void advertise(InetSocketAddress address) {
        advertised = address;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket accepted) {
        try (Socket socket = accepted) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            while (true) {
                RequestHeader request = RequestHeader.parse(ByteBuffer.wrap(in.readNBytes(in.readInt())));
                byte[] answer = answer(request);
                out.writeInt(answer.length);
                out.write(answer);
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private byte[] answer(RequestHeader request) {
        short version = request.apiVersion();
        ResponseHeaderData header = new ResponseHeaderData().setCorrelationId(request.correlationId());
        ByteBuffer first = MessageUtil.toByteBufferAccessor(
                        header, request.apiKey().responseHeaderVersion(version))
                .buffer();
        ByteBuffer second = MessageUtil.toByteBufferAccessor(body(request.apiKey()), version)
                .buffer();
        return ByteBuffer.allocate(first.remaining() + second.remaining())
                .put(first)
                .put(second)
                .array();
    }

    private ApiMessage body(ApiKeys question) {
        return switch (question) {
            case API_VERSIONS -> versions();
            case METADATA -> metadata();
            case DESCRIBE_CLUSTER -> cluster();
            default -> throw new IllegalArgumentException("nobody asks this broker for " + question);
        };
    }

    private static ApiMessage versions() {
        ApiVersionsResponseData answer = new ApiVersionsResponseData();
        for (ApiKeys key : KNOWN) {
            answer.apiKeys()
                    .add(new ApiVersionsResponseData.ApiVersion()
                            .setApiKey(key.id)
                            .setMinVersion(key.oldestVersion())
                            .setMaxVersion(key.latestVersion()));
        }
        return answer;
    }

    private ApiMessage metadata() {
        MetadataResponseData answer =
                new MetadataResponseData().setClusterId(CLUSTER).setControllerId(0);
        answer.brokers()
                .add(new MetadataResponseData.MetadataResponseBroker()
                        .setNodeId(0)
                        .setHost(advertised.getAddress().getHostAddress())
                        .setPort(advertised.getPort()));
        return answer;
    }

    private ApiMessage cluster() {
        DescribeClusterResponseData answer =
                new DescribeClusterResponseData().setClusterId(CLUSTER).setControllerId(0);
        answer.brokers()
                .add(new DescribeClusterResponseData.DescribeClusterBroker()
                        .setBrokerId(0)
                        .setHost(advertised.getAddress().getHostAddress())
                        .setPort(advertised.getPort()));
        return answer;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
