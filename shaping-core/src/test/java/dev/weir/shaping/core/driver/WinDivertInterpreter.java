package dev.weir.shaping.core.driver;

import dev.weir.shaping.Direction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the filter language of WinDivert as its manual describes it, as far as we write it: and, or, not before one test, (A ? B : C), comparisons. Counts tests.
 */
final class WinDivertInterpreter {
    private static final Pattern TOKEN = Pattern.compile("\\s*([()?]|[<>=!]=?|[A-Za-z0-9_.:]+)");

    private final List<String> tokens = new ArrayList<>();
    private final Node root;
    private int at;
    private int tests;

    /** A formula that can be asked. */
    private interface Node {
        boolean holds(WinDivertPacket packet);
    }

    WinDivertInterpreter(String text) {
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
            if (matcher.group(1).length() > 39) {
                throw new IllegalArgumentException("word is too long: " + matcher.group(1));
            }
        }
        if (end != text.length()) {
            throw new IllegalArgumentException("bad word at " + end + ": " + text);
        }
        root = alternatives();
        if (at < tokens.size()) {
            throw new IllegalArgumentException("unexpected word: " + tokens.get(at));
        }
    }

    int tests() {
        return tests;
    }

    int words() {
        return tokens.size();
    }

    /** Whether a packet is matched: raw IP, as WinDivert sees it. */
    boolean matches(byte[] packet, Direction direction, int interfaceIndex) {
        return root.holds(new WinDivertPacket(packet, direction, interfaceIndex));
    }

    private boolean take(String word) {
        if (at < tokens.size() && tokens.get(at).equals(word)) {
            at++;
            return true;
        }
        return false;
    }

    private String next() {
        return tokens.get(at++);
    }

    private void require(String word) {
        if (!take(word)) {
            throw new IllegalArgumentException(word + " must follow: " + tokens.subList(0, at));
        }
    }

    private Node alternatives() {
        Node left = conjunction();
        while (take("or")) {
            Node first = left;
            Node second = conjunction();
            left = packet -> first.holds(packet) || second.holds(packet);
        }
        return left;
    }

    private Node conjunction() {
        Node left = operand();
        while (take("and")) {
            Node first = left;
            Node second = operand();
            left = packet -> first.holds(packet) && second.holds(packet);
        }
        return left;
    }

    private Node operand() {
        if (!take("(")) {
            return test();
        }
        Node inner = alternatives();
        if (take("?")) {
            Node then = alternatives();
            require(":");
            Node otherwise = alternatives();
            require(")");
            return packet -> inner.holds(packet) ? then.holds(packet) : otherwise.holds(packet);
        }
        require(")");
        return inner;
    }

    private Node test() {
        boolean negated = take("not");
        String field = next();
        if (field.equals("true") || field.equals("false")) {
            return packet -> field.equals("true") != negated;
        }
        tests++;
        boolean compared = at < tokens.size() && "<>=!".indexOf(tokens.get(at).charAt(0)) >= 0;
        String operator = compared ? next() : "!=";
        BigInteger value = compared ? number(next()) : BigInteger.ZERO;
        return packet -> {
            BigInteger found = packet.field(field);
            return found != null && compares(operator, found.compareTo(value)) != negated;
        };
    }

    private static boolean compares(String operator, int sign) {
        return switch (operator) {
            case "=", "==" -> sign == 0;
            case "!=" -> sign != 0;
            case "<" -> sign < 0;
            case "<=" -> sign <= 0;
            case ">" -> sign > 0;
            case ">=" -> sign >= 0;
            default -> throw new IllegalArgumentException("operator is unknown: " + operator);
        };
    }

    private static BigInteger number(String word) {
        boolean ipv6 = word.indexOf(':') >= 0;
        String[] groups = word.split("[.:]", -1);
        if (groups.length != 1 && groups.length != (ipv6 ? 8 : 4)) {
            throw new IllegalArgumentException("not a number or an address: " + word);
        }
        BigInteger result = BigInteger.ZERO;
        for (String group : groups) {
            result = result.shiftLeft(ipv6 ? 16 : 8).add(new BigInteger(group, ipv6 ? 16 : 10));
        }
        return result;
    }
}
