package dev.weir.shaping.core.live;

import dev.weir.shaping.Admission;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.core.packet.ConnectionHash;
import java.util.List;

/** Lanes into all shards; the packets of a connection, both ways, go to the same. */
final class ShardedIntake implements PacketIntake {
    private final PacketIntake[] intakes;
    private final ConnectionHash hash = new ConnectionHash();

    ShardedIntake(List<PacketIntake> intakes) {
        this.intakes = intakes.toArray(PacketIntake[]::new);
    }

    @Override
    public Admission offer(
            byte[] bytes,
            int offset,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction,
            long token) {
        long connection = hash.of(bytes, offset, capturedLength, linkType) & 0xFFFF_FFFFL;
        int shard = (int) (connection * intakes.length >>> 32);
        return intakes[shard].offer(bytes, offset, capturedLength, length, linkType, direction, token);
    }

    @Override
    public boolean paused() {
        for (PacketIntake intake : intakes) {
            if (intake.paused()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long inputFull() {
        long sum = 0;
        for (PacketIntake intake : intakes) {
            sum += intake.inputFull();
        }
        return sum;
    }

    @Override
    public void close() {
        for (PacketIntake intake : intakes) {
            intake.close();
        }
    }
}
