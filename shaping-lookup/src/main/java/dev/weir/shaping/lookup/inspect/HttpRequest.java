package dev.weir.shaping.lookup.inspect;

import org.jspecify.annotations.Nullable;

/**
 * Reads target and Host of an HTTP/1 request (RFC 9112). Of each line the first {@value #LONGEST_LINE} characters count; targets are cut off there, and
 * after {@value #LONGEST_HEAD} bytes the rest is not read.
 */
final class HttpRequest implements Greeting {
    static final int LONGEST_LINE = 1_024;
    static final int LONGEST_HEAD = 16_384;

    private static final String HOST = "host:";

    private final StringBuilder line = new StringBuilder();
    private int octets;
    private @Nullable String method;
    private @Nullable String target;
    private @Nullable String authority;
    private @Nullable String host;
    private boolean over;

    @Override
    public boolean feed(int octet) {
        octets++;
        if (octet == '\n') {
            line();
            line.setLength(0);
        } else if (octet != '\r' && line.length() < LONGEST_LINE) {
            line.append((char) octet);
        }
        over |= octets >= LONGEST_HEAD;
        return !over;
    }

    private void line() {
        if (line.length() == 0) {
            over = true;
        } else if (target == null) {
            request();
        } else if (startsWithHost()) {
            host(line.substring(HOST.length()).trim());
            over = true;
        }
    }

    private void host(String value) {
        int colon = value.lastIndexOf(':');
        boolean port = colon >= 0 && value.chars().skip(colon + 1).allMatch(letter -> letter >= '0' && letter <= '9');
        host = HostText.of(port ? value.substring(0, colon) : value);
        authority = host == null ? null : value;
    }

    private void request() {
        int first = line.indexOf(" ");
        int second = line.indexOf(" ", first + 1);
        String between = first < 0 ? "" : line.substring(first + 1, second < 0 ? line.length() : second);
        over |= first < 0 || !printable(between);
        method = first < 0 ? "" : line.substring(0, first);
        target = between;
    }

    private static boolean printable(String text) {
        return !text.isEmpty() && text.chars().allMatch(letter -> letter > ' ' && letter < 0x7F);
    }

    private boolean startsWithHost() {
        boolean same = line.length() >= HOST.length();
        for (int i = 0; same && i < HOST.length(); i++) {
            same = HostText.lower(line.charAt(i)) == HOST.charAt(i);
        }
        return same;
    }

    @Override
    public @Nullable String host() {
        return host;
    }

    /** The target if it is a URL itself, as proxies are sent it; else made of it and the host. */
    @Override
    public @Nullable String url() {
        String asked = target;
        if (asked == null || !printable(asked) || "CONNECT".equals(method)) {
            return null;
        }
        if (hasScheme(asked, "http://") || hasScheme(asked, "https://")) {
            return asked;
        }
        return authority == null ? null : "http://" + authority + (asked.startsWith("/") ? asked : "/");
    }

    private static boolean hasScheme(String target, String scheme) {
        return target.regionMatches(true, 0, scheme, 0, scheme.length());
    }
}
