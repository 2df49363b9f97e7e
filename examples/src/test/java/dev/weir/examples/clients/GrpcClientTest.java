package dev.weir.examples.clients;

import static dev.weir.capture.relay.RelayDirection.DOWNLOAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.capture.relay.Relay;
import dev.weir.shaping.DataSize;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** gRPC: a stream of messages from the server. The method is described by hand, so no code is generated. */
@Timeout(60)
class GrpcClientTest {
    private static final int MESSAGES = 50;
    private static final int MESSAGE_BYTES = 2_000;
    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new Bytes();
    private static final MethodDescriptor<byte[], byte[]> COUNT = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
            .setFullMethodName("test.Counter/Count")
            .setRequestMarshaller(BYTES)
            .setResponseMarshaller(BYTES)
            .build();

    private Server server;
    private Relay relay;
    private ManagedChannel channel;
    /** While it is not zero the server stops in the middle. */
    private final CountDownLatch middle = new CountDownLatch(1);

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        ServerServiceDefinition counter = ServerServiceDefinition.builder("test.Counter")
                .addMethod(COUNT, ServerCalls.asyncServerStreamingCall(this::count))
                .build();
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(counter)
                .build()
                .start();
        relay = Relay.tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()))
                .seed(1);
        channel = NettyChannelBuilder.forAddress(relay.address()).usePlaintext().build();
    }

    private void count(byte[] request, StreamObserver<byte[]> answers) {
        try {
            for (int i = 0; i < MESSAGES; i++) {
                byte[] message = new byte[MESSAGE_BYTES];
                message[0] = (byte) i;
                answers.onNext(message);
                if (i == MESSAGES / 2 && request.length > 0 && !middle.await(30, TimeUnit.SECONDS)) {
                    break;
                }
            }
            answers.onCompleted();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StatusRuntimeException e) {
            // the call was cancelled
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        middle.countDown();
        channel.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
        relay.close();
        server.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
    }

    private Iterator<byte[]> call(int requestBytes, Duration deadline) {
        return ClientCalls.blockingServerStreamingCall(
                channel, COUNT, CallOptions.DEFAULT.withDeadlineAfter(deadline), new byte[requestBytes]);
    }

    private static List<Integer> numbers(Iterator<byte[]> messages) {
        List<Integer> numbers = new ArrayList<>();
        messages.forEachRemaining(message -> numbers.add((int) message[0]));
        return numbers;
    }

    private static void assertWhole(List<Integer> numbers) {
        assertThat(numbers).hasSize(MESSAGES).isSorted().doesNotHaveDuplicates();
    }

    private static Status.Code failure(Iterator<byte[]> messages) {
        try {
            messages.forEachRemaining(message -> {});
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
        return Status.Code.OK;
    }

    @Test
    void streams_all_messages_in_order_over_a_bad_line() {
        relay.upload("delay=5 ms").download("rate=20 Mbit/s delay=5 ms loss=2 %");
        assertWhole(numbers(call(0, Duration.ofSeconds(30))));
    }

    @Test
    void streams_all_messages_in_slices() {
        relay.slice(DOWNLOAD, DataSize.bytes(1_000), Duration.ofMillis(1));
        assertWhole(numbers(call(0, Duration.ofSeconds(30))));
    }

    @Test
    void runs_into_its_deadline_when_the_line_is_cut_in_mid_stream() {
        Iterator<byte[]> messages = call(1, Duration.ofSeconds(3));
        assertThat(messages.next()[0]).isZero();
        relay.cut(DOWNLOAD);
        middle.countDown();
        assertThat(failure(messages)).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    }

    @Test
    void is_unavailable_when_the_connection_breaks_and_connects_again_for_the_next_call() {
        Iterator<byte[]> messages = call(1, Duration.ofSeconds(30));
        assertThat(messages.next()[0]).isZero();
        relay.reset();
        assertThat(failure(messages)).isEqualTo(Status.Code.UNAVAILABLE);

        middle.countDown();
        assertWhole(numbers(call(0, Duration.ofSeconds(30))));
        assertThat(relay.connections()).isEqualTo(2);
    }

    @Test
    void shares_one_connection_among_calls() {
        for (int i = 0; i < 3; i++) {
            assertWhole(numbers(call(0, Duration.ofSeconds(30))));
        }
        assertThat(relay.connections()).isEqualTo(1);
    }

    @Test
    void is_unavailable_when_the_server_refuses() {
        relay.refuse();
        assertThatThrownBy(() -> numbers(call(0, Duration.ofSeconds(30))))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
    }
}
