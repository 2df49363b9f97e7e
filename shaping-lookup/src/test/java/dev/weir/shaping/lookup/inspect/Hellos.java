package dev.weir.shaping.lookup.inspect;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** TLS ClientHellos as a client sends them. */
final class Hellos {
    private Hellos() {}

    private static byte[] extension(int type, byte[] data) {
        return new Octets().number(type, 2).number(data.length, 2).bytes(data).toBytes();
    }

    private static byte[] serverName(String name) {
        return new Octets()
                .number(name.length() + 3, 2)
                .number(0, 1)
                .number(name.length(), 2)
                .text(name)
                .toBytes();
    }

    /** The handshake message for a server's name; null for none. */
    static byte[] message(@Nullable String name) {
        Octets extensions = new Octets()
                .bytes(extension(0x0A0A, new byte[0]))
                .bytes(extension(43, Octets.hex("02 0304")))
                .bytes(extension(51, new byte[300]));
        if (name != null) {
            extensions.bytes(extension(0, serverName(name)));
        }
        extensions.bytes(extension(16, Octets.hex("000c 02 6832 08 687474702f312e31")));
        Octets body = new Octets()
                .number(0x0303, 2)
                .bytes(new byte[32])
                .number(32, 1)
                .bytes(new byte[32])
                .number(4, 2)
                .bytes(Octets.hex("1301 1302"))
                .number(1, 1)
                .number(0, 1)
                .number(extensions.length(), 2)
                .bytes(extensions.toBytes());
        return new Octets()
                .number(1, 1)
                .number(body.length(), 3)
                .bytes(body.toBytes())
                .toBytes();
    }

    static byte[] record(byte[] content) {
        return new Octets()
                .bytes(Octets.hex("16 0301"))
                .number(content.length, 2)
                .bytes(content)
                .toBytes();
    }

    static byte[] to(String name) {
        return record(message(name));
    }

    /** The message in records of so many bytes. */
    static byte[] inRecords(byte[] message, int size) {
        Octets out = new Octets();
        for (int from = 0; from < message.length; from += size) {
            out.bytes(record(Arrays.copyOfRange(message, from, Math.min(message.length, from + size))));
        }
        return out.toBytes();
    }
}
