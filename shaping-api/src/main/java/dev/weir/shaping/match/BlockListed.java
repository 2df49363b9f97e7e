package dev.weir.shaping.match;

import dev.weir.shaping.Context;
import dev.weir.shaping.IpAddress;
import dev.weir.shaping.Packet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds for IP packets with the remote address in one of some block lists. Immutable and thread-safe.
 *
 * @param lists at least one
 */
public record BlockListed(List<BlockList> lists) implements Match {
    /**
     * Copies the lists.
     *
     * @param lists at least one
     * @throws IllegalArgumentException if there is none
     */
    public BlockListed {
        if (lists.isEmpty()) {
            throw new IllegalArgumentException("at least 1 block list must be given: 0");
        }
        lists = List.copyOf(lists);
    }

    @Override
    public boolean matches(Packet packet, Context context) {
        IpAddress remote = packet.remoteIp();
        if (remote != null) {
            for (int i = 0; i < lists.size(); i++) {
                if (lists.get(i).contains(remote)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public Set<PacketField> fields() {
        return End.REMOTE.fields(PacketField.SOURCE_ADDRESS, PacketField.DESTINATION_ADDRESS);
    }

    @Override
    public boolean flowConstant() {
        return true;
    }

    @Override
    public String toString() {
        return lists.stream().map(BlockList::name).collect(Collectors.joining(", ", "blockList(", ")"));
    }
}
