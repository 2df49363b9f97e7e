package dev.weir.cli;

import dev.weir.shaping.Packet;
import java.io.IOException;

/** Prints packets, one line each. Not thread-safe. */
interface PacketPrinter {
    /** Prints a packet whose timestamp counts from 1970; the flags are meaningful only if they were read. */
    void print(long number, Packet packet, boolean hasTcpFlags) throws IOException;

    void flush() throws IOException;
}
