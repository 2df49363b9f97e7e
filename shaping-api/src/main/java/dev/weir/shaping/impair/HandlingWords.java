package dev.weir.shaping.impair;

import dev.weir.shaping.DataSize;
import dev.weir.shaping.Probability;
import java.util.List;
import java.util.StringJoiner;

/** The words {@code mtu}, {@code ttl}, {@code ecn} and {@code truncate}. */
final class HandlingWords implements PartWords {
    private Handling handling = Handling.NONE;

    @Override
    public List<String> names() {
        return List.of("mtu", "ttl", "ecn", "truncate");
    }

    @Override
    public void read(String name, String value) {
        handling = switch (name) {
            case "mtu" -> handling.withMtu(DataSize.parse(value));
            case "ttl" -> handling.withHops(hops(value));
            case "ecn" -> handling.withEcn(Probability.parse(value));
            default -> handling.withTruncation(DataSize.parse(value));
        };
    }

    private static int hops(String value) {
        if (!value.matches("-[0-9]{1,4}|0")) {
            throw new IllegalArgumentException("expected by how much it falls, such as -1: \"" + value + "\"");
        }
        return -Integer.parseInt(value);
    }

    @Override
    public void finish(Impairment.Builder builder) {
        builder.handling(handling);
    }

    @Override
    public void print(Impairment impairment, StringJoiner words) {
        if (!impairment.handling().equals(Handling.NONE)) {
            words.add(impairment.handling().toString());
        }
    }
}
