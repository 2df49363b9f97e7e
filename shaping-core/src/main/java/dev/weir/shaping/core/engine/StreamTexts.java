package dev.weir.shaping.core.engine;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.IpProtocols;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.Tracking;
import dev.weir.shaping.core.stage.StreamKey;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prints stream keys, as {@link FlowStreamKeys} makes them. Thread-safe. */
final class StreamTexts {
    private StreamTexts() {}

    static String text(@Nullable Tracking tracking, StreamKey key) {
        if (tracking == null) {
            return "all";
        }
        return switch (tracking) {
            case SOURCE_IP, DESTINATION_IP ->
                key.rest() == 0 ? "unknown" : new IpAddress((int) key.rest(), key.first(), key.second()).toString();
            case SOURCE_MAC, DESTINATION_MAC -> mac(key.second());
            case PROCESS -> key.second() < 0 ? "unknown" : "pid " + key.second();
            case EXECUTABLE -> executable(key);
            case CONNECTION -> connection(key);
        };
    }

    private static String mac(long value) {
        return value < 0 ? "unknown" : new MacAddress(value).toString();
    }

    private static String executable(StreamKey key) {
        String path = Objects.requireNonNullElse(key.text(), "");
        return path.isEmpty() ? "unknown" : path;
    }

    private static String connection(StreamKey key) {
        int version = FlowStreamKeys.version(key);
        if (version == 0) {
            String type = String.format(Locale.ROOT, "0x%04x", key.rest());
            return key.second() < 0 ? type : type + " " + mac(key.second()) + " <> " + mac(key.fourth());
        }
        int protocol = FlowStreamKeys.protocol(key);
        boolean echo = FlowStreamKeys.isIcmp(protocol) && FlowStreamKeys.localPort(key) != 0;
        String local = end(version, key.first(), key.second(), echo ? 0 : FlowStreamKeys.localPort(key));
        String remote = end(version, key.third(), key.fourth(), echo ? 0 : FlowStreamKeys.remotePort(key));
        return IpProtocols.nameOf(protocol).toLowerCase(Locale.ROOT) + " " + local + " <> " + remote
                + (echo ? " id " + FlowStreamKeys.remotePort(key) : "");
    }

    private static String end(int version, long high, long low, int port) {
        String address = new IpAddress(version, high, low).toString();
        if (port == 0) {
            return address;
        }
        return (version == 6 ? "[" + address + "]" : address) + ":" + port;
    }
}
