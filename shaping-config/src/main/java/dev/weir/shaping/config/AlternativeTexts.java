package dev.weir.shaping.config;

import dev.weir.shaping.match.AddressIn;
import dev.weir.shaping.match.AddressName;
import dev.weir.shaping.match.AnyOf;
import dev.weir.shaping.match.End;
import dev.weir.shaping.match.EtherTypeIs;
import dev.weir.shaping.match.HostIs;
import dev.weir.shaping.match.Ip;
import dev.weir.shaping.match.MacIn;
import dev.weir.shaping.match.Match;
import dev.weir.shaping.match.Matches;
import dev.weir.shaping.match.NamedAddress;
import dev.weir.shaping.match.ProtocolIs;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Alternatives that are one list in a text: the addresses of an end, protocols, EtherTypes. */
final class AlternativeTexts {
    private AlternativeTexts() {}

    /** The field whose text is read as these alternatives, or null if there is none. */
    static @Nullable ConditionField field(List<Match> parts) {
        for (End end : End.values()) {
            ConditionField endpoint = endpoint(end, parts);
            if (endpoint != null) {
                return endpoint;
            }
        }
        ConditionField protocols = list("protocol", parts, AlternativeTexts::protocol, Matches::protocol);
        return protocols != null
                ? protocols
                : list("ether_type", parts, AlternativeTexts::etherType, Matches::etherType);
    }

    private static @Nullable ConditionField list(
            String name, List<Match> parts, Function<Match, @Nullable String> text, Function<String, Match> reader) {
        List<String> items = new ArrayList<>();
        for (Match part : parts) {
            String item = text.apply(part);
            if (item == null) {
                return null;
            }
            items.add(item);
        }
        return verified(name, items, parts, reader);
    }

    private static @Nullable ConditionField verified(
            String name, List<String> items, List<Match> parts, Function<String, Match> reader) {
        String text = String.join(", ", items);
        try {
            Match read = reader.apply(text);
            List<Match> found = read instanceof AnyOf any ? any.parts() : List.of(read);
            return found.equals(parts) ? ConditionField.text(name, text) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String protocol(Match part) {
        if (part instanceof Ip) {
            return "IP";
        }
        return part instanceof ProtocolIs is
                ? Integer.toString(is.number())
                : part.equals(Matches.protocol("ARP")) ? "ARP" : null;
    }

    private static @Nullable String etherType(Match part) {
        return part instanceof EtherTypeIs is ? Integer.toString(is.type()) : null;
    }

    private static @Nullable ConditionField endpoint(End end, List<Match> parts) {
        List<String> items = new ArrayList<>();
        for (Match part : parts) {
            if (part instanceof AddressIn in && in.end() == end) {
                items.add(in.addresses().toString());
            } else if (part instanceof MacIn in && in.end() == end) {
                items.add(in.addresses().toString());
            } else if (part instanceof NamedAddress named && named.end() == end) {
                items.add(named.name().toString());
            } else if (part instanceof HostIs hosts && end == End.REMOTE) {
                hosts.patterns().stream().filter(host -> !isNamed(host, parts)).forEach(items::add);
            } else {
                return null;
            }
        }
        return verified(end + "_endpoint", items, parts, reader(end));
    }

    private static boolean isNamed(String host, List<Match> parts) {
        return parts.stream()
                .anyMatch(part -> part instanceof NamedAddress named
                        && named.name().kind() == AddressName.Kind.HOST
                        && Objects.equals(named.name().name(), host));
    }

    private static Function<String, Match> reader(End end) {
        return switch (end) {
            case LOCAL -> Matches::local;
            case REMOTE -> Matches::remote;
            case SOURCE -> Matches::source;
            case DESTINATION -> Matches::destination;
        };
    }
}
