package dev.weir.shaping.lookup;

import dev.weir.shaping.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Knows the addresses of a host by its name, as name servers tell them. A live run asks on a thread of its own, never on the packet path, and uses {@link #system}
 * if no other is given. In virtual time and in an embedded run it is asked on the engine's thread and must answer at once. Must be thread-safe if several engines share it.
 */
public non-sealed interface HostAddressResolver extends Lookup {
    /**
     * The addresses of a host. What this throws counts as no answer.
     *
     * @param host the name, in lower case
     * @return the addresses, or null if they are not known now; the answer before stays then
     */
    @Nullable
    HostAddresses addresses(String host);

    /**
     * The resolver of the machine. It does not tell for how long an answer is good, so it is asked again after a minute; Java keeps answers for a while too. Blocks.
     *
     * @return the resolver
     */
    static HostAddressResolver system() {
        return host -> {
            try {
                return new HostAddresses(
                        Arrays.stream(InetAddress.getAllByName(host))
                                .map(address -> IpAddress.of(address.getAddress()))
                                .toList(),
                        Duration.ofMinutes(1));
            } catch (UnknownHostException e) {
                return null;
            }
        };
    }
}
