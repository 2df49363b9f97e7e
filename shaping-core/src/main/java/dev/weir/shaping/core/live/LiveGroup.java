package dev.weir.shaping.core.live;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.capture.CaptureBackend;
import dev.weir.shaping.capture.CaptureSession;
import dev.weir.shaping.capture.PacketIntake;
import dev.weir.shaping.capture.PacketOutlet;
import dev.weir.shaping.capture.SourceKind;
import dev.weir.shaping.core.engine.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The loops of one run, its shards, and its backend's way to them. Threads may share it. */
public final class LiveGroup implements CaptureSession {
    private final List<LiveLoop> loops;
    private final PacketOutlet outlet;

    private LiveGroup(List<LiveLoop> loops, PacketOutlet outlet) {
        this.loops = loops;
        this.outlet = outlet;
    }

    /**
     * Loops that have not started, one for each recipe.
     *
     * @param recipes what the engines are made of
     * @param backend where packets come from and go to; closed when the last loop has ended
     * @param settings how they run
     * @return the group
     */
    public static LiveGroup of(List<Recipe> recipes, CaptureBackend backend, LoopSettings settings) {
        Waker consumer = new Waker();
        int shards = recipes.size();
        if (shards == 1) {
            LiveLoop loop = new LiveLoop(recipes.get(0), backend, settings, consumer);
            return new LiveGroup(List.of(loop), loop.outlet());
        }
        CaptureBackend counted = new CountedBackend(backend, shards);
        List<LiveLoop> loops = new ArrayList<>();
        for (Recipe recipe : recipes) {
            loops.add(new LiveLoop(recipe, counted, settings.forShardOf(shards), consumer));
        }
        PacketOutlet outlet =
                new ShardedOutlet(loops.stream().map(LiveLoop::lane).toList(), consumer);
        return new LiveGroup(List.copyOf(loops), outlet);
    }

    /** A backend that several loops close; it is closed when the last has. */
    private static final class CountedBackend implements CaptureBackend {
        private final CaptureBackend backend;
        private final AtomicInteger open;

        CountedBackend(CaptureBackend backend, int loops) {
            this.backend = backend;
            this.open = new AtomicInteger(loops);
        }

        @Override
        public void start(CaptureSession session) {
            backend.start(session);
        }

        @Override
        public void close() {
            if (open.decrementAndGet() == 0) {
                backend.close();
            }
        }
    }

    /**
     * The loops.
     *
     * @return one for each shard
     */
    public List<LiveLoop> loops() {
        return loops;
    }

    @Override
    public PacketIntake intake(SourceKind kind, Adapter adapter, Runnable onResume) {
        if (loops.size() == 1) {
            return loops.get(0).intake(kind, adapter, onResume);
        }
        List<PacketIntake> intakes = new ArrayList<>();
        try {
            for (LiveLoop loop : loops) {
                intakes.add(loop.intake(kind, adapter, onResume));
            }
        } catch (RuntimeException | Error e) {
            intakes.forEach(PacketIntake::close);
            throw e;
        }
        return new ShardedIntake(intakes);
    }

    @Override
    public PacketOutlet outlet() {
        return outlet;
    }

    @Override
    public void lost(long packets) {
        loops.get(0).lost(packets);
    }

    @Override
    public void failed(Throwable failure) {
        loops.get(0).failed(failure);
    }
}
