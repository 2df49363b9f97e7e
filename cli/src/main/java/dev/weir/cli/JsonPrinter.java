package dev.weir.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.Packet;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Prints packets as JSON objects with all fields; unknown is null. */
final class JsonPrinter implements PacketPrinter {
    private static final int UNKNOWN = -1;

    private final JsonGenerator json;
    private final AddressTexts addresses = new AddressTexts();

    JsonPrinter(OutputStream out) throws IOException {
        json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.setRootValueSeparator(new SerializedString(""));
    }

    @Override
    public void print(long number, Packet packet, boolean hasTcpFlags) throws IOException {
        boolean ip = packet.ipVersion() != 0;
        json.writeStartObject();
        json.writeNumberField("number", number);
        json.writeStringField("timestamp", Timestamps.seconds(packet.timestampNanos()));
        json.writeNumberField("capturedLength", packet.capturedLength());
        json.writeNumberField("length", packet.length());
        json.writeStringField("linkType", packet.linkType().name());
        number("ethProto", packet.ethProto(), 0);
        number("vlanId", packet.vlanId(), UNKNOWN);
        number("ipVersion", packet.ipVersion(), 0);
        number("ipProto", packet.ipProto(), UNKNOWN);
        address("src", packet.srcIp());
        address("dst", packet.dstIp());
        number("srcPort", packet.hasPorts() ? packet.srcPort() : UNKNOWN, UNKNOWN);
        number("dstPort", packet.hasPorts() ? packet.dstPort() : UNKNOWN, UNKNOWN);
        flag("syn", packet.syn(), hasTcpFlags);
        flag("ack", packet.ack(), hasTcpFlags);
        flag("fin", packet.fin(), hasTcpFlags);
        flag("rst", packet.rst(), hasTcpFlags);
        flag("psh", packet.psh(), hasTcpFlags);
        flag("urg", packet.urg(), hasTcpFlags);
        number("ttl", packet.ttl(), UNKNOWN);
        number("dscp", packet.dscp(), UNKNOWN);
        number("ecn", packet.ecn(), UNKNOWN);
        flag("fragment", packet.fragment(), ip);
        json.writeStringField("direction", packet.direction().toString());
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void number(String name, int value, int unknown) throws IOException {
        if (value == unknown) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }

    private void flag(String name, boolean value, boolean known) throws IOException {
        if (known) {
            json.writeBooleanField(name, value);
        } else {
            json.writeNullField(name);
        }
    }

    private void address(String name, @Nullable IpAddress address) throws IOException {
        if (address == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, addresses.text(address));
        }
    }

    @Override
    public void flush() throws IOException {
        json.flush();
    }
}
