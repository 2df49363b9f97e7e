package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Holds for packets to and from a web site: its host and those below it, and paths that begin as given. Never where host or URL is unknown. Immutable and
 * thread-safe.
 *
 * @param host the host name in lower case, in which {@code *} stands for any characters and {@code ?} for one
 * @param path what a path begins with, likewise in lower case; {@code ""} or with a leading slash
 */
public record UrlIs(String host, String path) implements Match {
    private static final Pattern SCHEME = Pattern.compile("^[a-z][a-z0-9+.-]*:\\s*/+");
    private static final Pattern USER = Pattern.compile("^[^/?#]*@");
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    /**
     * Checks host and path, and takes them in lower case.
     *
     * @param host the host name
     * @param path what a path begins with; {@code ""} or with a leading slash
     * @throws IllegalArgumentException if there is no host, or the path does not begin with a slash
     */
    public UrlIs {
        host = host.toLowerCase(Locale.ROOT);
        path = path.toLowerCase(Locale.ROOT);
        if (host.isBlank() || host.indexOf('/') >= 0) {
            throw new IllegalArgumentException("url must have a host: \"" + host + path + "\"");
        }
        if (!path.isEmpty() && path.charAt(0) != '/') {
            throw new IllegalArgumentException("url path must begin with a slash: \"" + path + "\"");
        }
    }

    /** Without scheme, user and port; backslashes are slashes. */
    static UrlIs parse(String text) {
        String plain = text.strip().replace('\\', '/').toLowerCase(Locale.ROOT);
        plain = USER.matcher(SCHEME.matcher(plain).replaceFirst("")).replaceFirst("");
        int slash = plain.indexOf('/');
        String host = slash < 0 ? plain : plain.substring(0, slash);
        String path = slash < 0 || slash == plain.length() - 1 ? "" : plain.substring(slash);
        try {
            return new UrlIs(PORT.matcher(host).replaceFirst("").strip(), path);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("url must have a host: \"" + text + "\"", e);
        }
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        String url = packet.url();
        if (url != null) {
            return fitsUrl(url);
        }
        String known = packet.host();
        return known != null && path.isEmpty() && fitsHost(known, 0, known.length());
    }

    private boolean fitsUrl(String url) {
        int scheme = url.indexOf("://");
        int start = scheme < 0 ? 0 : scheme + 3;
        int end = start;
        int hostEnd = -1;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            char letter = url.charAt(end);
            if (letter == '@') {
                start = end + 1;
            }
            if (letter == ':') {
                hostEnd = end;
            } else if (letter == ']' || letter == '@') {
                hostEnd = -1;
            }
            end++;
        }
        return fitsHost(url, start, hostEnd < 0 ? end : hostEnd)
                && (path.isEmpty() || Wildcard.begins(path, url, end, url.length(), true));
    }

    /** Whether a host, or what follows one of its dots, fits. */
    private boolean fitsHost(String text, int from, int to) {
        int start = from;
        while (!Wildcard.fits(host, text, start, to, true)) {
            int dot = text.indexOf('.', start);
            if (dot < 0 || dot >= to) {
                return false;
            }
            start = dot + 1;
        }
        return true;
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.HOST);
    }

    /** A name may become known after the first packets of a flow. */
    @Override
    public boolean flowConstant() {
        return false;
    }

    @Override
    public String toString() {
        return "url(" + host + path + ")";
    }
}
