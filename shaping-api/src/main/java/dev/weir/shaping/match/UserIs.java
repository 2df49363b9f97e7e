package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import java.util.List;
import java.util.Set;

/**
 * Holds for packets of processes of some users, whatever the case of their names; never where the process is unknown. Immutable and thread-safe.
 *
 * @param users names, each a bare name, or one with its domain and a backslash before it; at least one
 */
public record UserIs(List<String> users) implements Match {
    /**
     * Copies the names.
     *
     * @param users names, each a bare name, or one with its domain and a backslash before it; at least one
     * @throws IllegalArgumentException if there is none, or one is blank
     */
    public UserIs {
        users = Words.checked("user name", users);
    }

    /** A bare name fits in every domain. */
    private static boolean fits(String name, String user) {
        int start = name.indexOf('\\') >= 0 ? 0 : user.lastIndexOf('\\') + 1;
        return user.length() - start == name.length() && user.regionMatches(true, start, name, 0, name.length());
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        String user = packet.user();
        for (int i = 0; i < users.size(); i++) {
            if (fits(users.get(i), user)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Set<PacketField> fields() {
        return Set.of(PacketField.PROCESS);
    }

    /** The owner of a connection may become known after its first packets. */
    @Override
    public boolean flowConstant() {
        return false;
    }

    @Override
    public String toString() {
        return "user(" + String.join(", ", users) + ")";
    }
}
