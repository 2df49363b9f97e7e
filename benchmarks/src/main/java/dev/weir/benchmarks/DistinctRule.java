package dev.weir.benchmarks;

import dev.weir.shaping.Context;
import dev.weir.shaping.Packet;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rule that never answers, of which every instance has a class of its own with constants of its own, as lambdas in a program's text have. A hostile one asks
 * first what nobody can predict: a bit of the packet's source port. The class itself is never initialised, only those that {@link DistinctRules} makes.
 */
final class DistinctRule implements Rule {
    private static final int BIT;
    private static final boolean HOSTILE;
    private static final int PORT;

    static {
        try {
            int[] data = Objects.requireNonNull(
                    MethodHandles.classData(MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, int[].class));
            BIT = data[0];
            HOSTILE = data[1] != 0;
            PORT = data[2];
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("class data must be readable", e);
        }
    }

    DistinctRule() {}

    @Override
    public @Nullable Priority evaluate(Packet packet, Context context) {
        boolean first = HOSTILE ? (packet.srcPort() >> BIT & 1) == 0 : packet.ipProto() == 6;
        return first && packet.dstPort() == PORT ? Priorities.block() : Priorities.pass();
    }
}
