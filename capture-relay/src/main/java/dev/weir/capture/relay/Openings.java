package dev.weir.capture.relay;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who waits for a connection to be opened through the relay, by the client's port. Thread-safe. */
final class Openings {
    private final Map<Integer, CompletableFuture<Boolean>> waiting = new ConcurrentHashMap<>();

    /** Is told whether the connection of a port was opened, or broke before. */
    CompletableFuture<Boolean> of(int clientPort) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        waiting.put(clientPort, answer);
        answer.whenComplete((opened, failure) -> waiting.remove(clientPort, answer));
        return answer;
    }

    void tell(int clientPort, boolean opened) {
        @Nullable CompletableFuture<Boolean> answer = waiting.get(clientPort);
        if (answer != null) {
            answer.complete(opened);
        }
    }
}
