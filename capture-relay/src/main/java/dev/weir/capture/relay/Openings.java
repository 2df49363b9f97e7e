package dev.weir.capture.relay;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Who waits for a connection to be opened through the relay, by the client's port. Thread-safe. */
final class Openings {
    private final Map<Integer, CompletableFuture<Boolean>> waiting = new ConcurrentHashMap<>();

    /** Is told whether the connection of a port was opened, or broke before. */
    CompletableFuture<Boolean> of(int clientPort) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        waiting.put(clientPort, answer);
        return answer;
    }

    void forget(int clientPort) {
        waiting.remove(clientPort);
    }

    void tell(int clientPort, boolean opened) {
        CompletableFuture<Boolean> answer = waiting.remove(clientPort);
        if (answer != null) {
            answer.complete(opened);
        }
    }
}
