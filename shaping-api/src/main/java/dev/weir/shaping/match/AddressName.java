package dev.weir.shaping.match;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A name that stands for addresses which may change while rules hold: a group, a host, or the local host. Immutable, thread-safe, equal by value.
 *
 * <p>A run knows what its names stand for, see {@link dev.weir.shaping.Context#addresses}.
 *
 * @param kind what is named
 * @param name the name: of a group as it is, of a host in lower case, empty for the local host
 */
public record AddressName(Kind kind, String name) {
    /** The machine on which the packets are local: the shaper's local addresses, and those of loopback. */
    public static final AddressName LOCAL_HOST = new AddressName(Kind.LOCAL_HOST, "");

    private static final int MOST_GROUP_CHARACTERS = 100;
    private static final int MOST_HOST_CHARACTERS = 253;
    private static final Pattern GROUP = Pattern.compile("[^\\s,@](?:[^,@\\p{Cntrl}]*[^\\s,@])?");
    private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final Pattern HOST = Pattern.compile("(?:" + LABEL + "\\.)*(?![0-9])" + LABEL);

    /** What a name stands for. */
    public enum Kind {
        /** The addresses of an {@link AddressGroup}. */
        GROUP,
        /** The addresses of a host, as a resolver tells them. */
        HOST,
        /** The addresses of the machine itself. */
        LOCAL_HOST
    }

    /**
     * Checks the name.
     *
     * @param kind what is named
     * @param name the name: of a group as it is, of a host in lower case, empty for the local host
     * @throws IllegalArgumentException if it is no name of that kind
     */
    public AddressName {
        Objects.requireNonNull(kind, "kind");
        switch (kind) {
            case GROUP -> check("group name", GROUP, name, MOST_GROUP_CHARACTERS);
            case HOST -> check("host name", HOST, name, MOST_HOST_CHARACTERS);
            case LOCAL_HOST -> {
                if (!name.isEmpty()) {
                    throw new IllegalArgumentException("local host must have no name: \"" + name + "\"");
                }
            }
        }
    }

    private static void check(String what, Pattern form, String name, int most) {
        if (name.length() > most) {
            throw new IllegalArgumentException(what + " must have at most " + most + " characters: " + name.length());
        }
        if (!form.matcher(name).matches()) {
            throw new IllegalArgumentException("not a " + what + ": \"" + name + "\"");
        }
    }

    /**
     * The name of a group.
     *
     * @param name 1 to 100 characters, without commas and {@code @}, not beginning or ending with a blank
     * @return the name
     * @throws IllegalArgumentException if it is no such name
     */
    public static AddressName group(String name) {
        return new AddressName(Kind.GROUP, name);
    }

    /**
     * The name of a host.
     *
     * @param name such as {@code example.org}, in any case; the last label begins with a letter
     * @return the name
     * @throws IllegalArgumentException if it is no host name
     */
    public static AddressName host(String name) {
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return new AddressName(Kind.HOST, plain.toLowerCase(Locale.ROOT));
    }

    /** As lists of addresses name it: {@code @students}, {@code example.org}, {@code Local host}. */
    @Override
    public String toString() {
        return switch (kind) {
            case GROUP -> "@" + name;
            case HOST -> name;
            case LOCAL_HOST -> "Local host";
        };
    }
}
