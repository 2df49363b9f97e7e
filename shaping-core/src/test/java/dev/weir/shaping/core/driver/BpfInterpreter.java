package dev.weir.shaping.core.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the filter language of libpcap as pcap-filter(7) describes it, as far as we write it: and, or and not, comparisons, {@code len} and {@code link[..]}. And
 * and or are of equal precedence, from left to right. A load behind the packet's end rejects it.
 */
final class BpfInterpreter {
    private static final Pattern TOKEN = Pattern.compile("\\s*([()\\[\\]:&]|[<>!]?=|[<>]|[A-Za-z0-9]+)");

    private final List<String> tokens = new ArrayList<>();
    private final Node root;
    private int at;

    /** A formula that can be asked. */
    private interface Node {
        boolean holds(byte[] packet);
    }

    /** A number that can be computed. */
    private interface Operand {
        long of(byte[] packet);
    }

    /** A load behind the packet's end. */
    private static final class Beyond extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    BpfInterpreter(String text) {
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (end != text.length()) {
            throw new IllegalArgumentException("bad word at " + end + ": " + text);
        }
        root = tokens.isEmpty() ? packet -> true : formula();
        if (at < tokens.size()) {
            throw new IllegalArgumentException("unexpected word: " + tokens.get(at));
        }
    }

    boolean matches(byte[] packet) {
        try {
            return root.holds(packet);
        } catch (Beyond e) {
            return false;
        }
    }

    private boolean take(String word) {
        if (at < tokens.size() && tokens.get(at).equals(word)) {
            at++;
            return true;
        }
        return false;
    }

    private void require(String word) {
        if (!take(word)) {
            throw new IllegalArgumentException(word + " must follow: " + tokens.subList(0, at));
        }
    }

    private Node formula() {
        Node left = operand();
        while (true) {
            Node first = left;
            if (take("and")) {
                Node second = operand();
                left = packet -> first.holds(packet) && second.holds(packet);
            } else if (take("or")) {
                Node second = operand();
                left = packet -> first.holds(packet) || second.holds(packet);
            } else {
                return left;
            }
        }
    }

    private Node operand() {
        if (take("not")) {
            Node inner = operand();
            return packet -> !inner.holds(packet);
        }
        if (take("(")) {
            Node inner = formula();
            require(")");
            return inner;
        }
        Operand left = bits();
        String operator = tokens.get(at++);
        Operand right = bits();
        return packet -> compares(operator, left.of(packet), right.of(packet));
    }

    private static boolean compares(String operator, long left, long right) {
        return switch (operator) {
            case "=" -> left == right;
            case "!=" -> left != right;
            case "<" -> left < right;
            case "<=" -> left <= right;
            case ">" -> left > right;
            case ">=" -> left >= right;
            default -> throw new IllegalArgumentException("operator is unknown: " + operator);
        };
    }

    private Operand bits() {
        Operand left = number();
        while (take("&")) {
            Operand first = left;
            Operand second = number();
            left = packet -> first.of(packet) & second.of(packet);
        }
        return left;
    }

    private Operand number() {
        if (take("len")) {
            return packet -> packet.length;
        }
        if (take("link")) {
            return load();
        }
        long value = Long.decode(tokens.get(at++));
        return packet -> value;
    }

    private Operand load() {
        require("[");
        Operand place = bits();
        int size = take(":") ? Integer.parseInt(tokens.get(at++)) : 1;
        require("]");
        return packet -> load(packet, place.of(packet), size);
    }

    private static long load(byte[] packet, long from, int size) {
        if (from + size > packet.length) {
            throw new Beyond();
        }
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | packet[(int) from + i] & 0xFF;
        }
        return value;
    }
}
