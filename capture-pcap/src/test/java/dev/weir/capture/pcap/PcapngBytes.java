package dev.weir.capture.pcap;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Blocks of pcapng files, laid out by the format's description. */
final class PcapngBytes {
    private PcapngBytes() {}

    static FileBytes section(ByteOrder order) {
        return section(new FileBytes(order), order, -1);
    }

    static FileBytes section(FileBytes file, ByteOrder order, long length) {
        FileBytes body =
                new FileBytes(order).int32(0x1A2B3C4D).int16(1).int16(0).int64(length);
        return file.order(order).block(0x0A0D0D0A, body);
    }

    /** An interface description; the options must be padded. */
    static FileBytes describe(FileBytes file, int linkType, long snapLength, FileBytes options) {
        return file.block(
                1,
                new FileBytes(file.order())
                        .int16(linkType)
                        .int16(0)
                        .int32(snapLength)
                        .raw(options.toArray()));
    }

    static FileBytes describe(FileBytes file, int linkType) {
        return describe(file, linkType, 0, new FileBytes(file.order()));
    }

    static FileBytes resolution(FileBytes options, int value) {
        return options.int16(9).int16(1).raw((byte) value, (byte) 0, (byte) 0, (byte) 0);
    }

    static FileBytes name(FileBytes options, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return padded(options.int16(2).int16(bytes.length), bytes);
    }

    static FileBytes offset(FileBytes options, long seconds) {
        return options.int16(14).int16(8).int64(seconds);
    }

    static FileBytes enhanced(FileBytes file, int id, long units, int length, byte... captured) {
        FileBytes body = new FileBytes(file.order())
                .int32(id)
                .int32(units >>> 32)
                .int32(units)
                .int32(captured.length)
                .int32(length);
        return file.block(6, padded(body, captured));
    }

    static FileBytes obsolete(FileBytes file, int id, int drops, long units, int length, byte... captured) {
        FileBytes body = new FileBytes(file.order())
                .int16(id)
                .int16(drops)
                .int32(units >>> 32)
                .int32(units)
                .int32(captured.length)
                .int32(length);
        return file.block(2, padded(body, captured));
    }

    static FileBytes simple(FileBytes file, int length, byte... captured) {
        return file.block(3, padded(new FileBytes(file.order()).int32(length), captured));
    }

    private static FileBytes padded(FileBytes body, byte... captured) {
        return body.raw(captured).zeros(-captured.length & 3);
    }
}
