package dev.weir.capture.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Datagrams that the system dropped because a socket's buffer was full, where it tells: on Linux, in {@code /proc/net/udp}. Holds nothing. */
final class KernelDrops {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    private static final int LOCAL = 1;
    private static final int DROPS = 12;

    private KernelDrops() {}

    /** The drops of all sockets that are open now and bound to one of the ports. */
    static long of(Set<Integer> ports) {
        long drops = 0;
        for (Path table : TABLES) {
            if (Files.isReadable(table)) {
                try {
                    drops += sum(Files.readAllLines(table), ports);
                } catch (IOException e) {
                    // this system does not tell
                }
            }
        }
        return drops;
    }

    static long sum(List<String> lines, Set<Integer> ports) {
        long drops = 0;
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] fields = line.strip().split("\\s+", -1);
            if (fields.length > DROPS && ports.contains(port(fields[LOCAL]))) {
                drops += Long.parseLong(fields[DROPS]);
            }
        }
        return drops;
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
    }
}
