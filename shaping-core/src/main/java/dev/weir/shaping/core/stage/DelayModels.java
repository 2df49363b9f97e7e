package dev.weir.shaping.core.stage;

import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.core.random.QuantileTable;
import dev.weir.shaping.core.random.ScoreTable;
import dev.weir.shaping.impair.Delay;
import dev.weir.shaping.impair.EmpiricalDelay;
import dev.weir.shaping.impair.NetemDelay;
import dev.weir.shaping.impair.Scope;
import dev.weir.shaping.impair.WaveDelay;

/** Makes the models that delay packets from those that users describe; their tables take some milliseconds at most. */
final class DelayModels {
    private DelayModels() {}

    static DelayModel of(Delay delay, Scope scope, StageSpace space, FlowDraws draws, DelayTables tables) {
        Delay model = delay.model();
        Scope own = delay.scope();
        boolean shared = (own == null ? scope : own) == Scope.SHARED;
        if (delay.correlation() > 0) {
            ScoreTable values = tables.scores(model);
            return new PacketCorrelation(values, delay.correlation(), new ModelState(space, shared, 1), draws);
        }
        if (!delay.memory().isZero()) {
            ScoreTable values = tables.scores(model);
            return new TimeCorrelation(values, delay.memory().toNanos(), new ModelState(space, shared, 2), draws);
        }
        return independent(model, draws, tables);
    }

    private static DelayModel independent(Delay model, FlowDraws draws, DelayTables tables) {
        if (model instanceof Delay.Uniform uniform) {
            return uniform(uniform, draws);
        }
        if (model instanceof WaveDelay wave) {
            return new WaveModel(wave);
        }
        if (model instanceof NetemDelay netem) {
            return new NetemModel(netem, draws);
        }
        if (model instanceof EmpiricalDelay empirical) {
            EmpiricalQuantiles quantiles = new EmpiricalQuantiles(empirical.points());
            return (packet, nowNanos) -> quantiles.at(draws.draw(packet, FlowDraws.JITTER));
        }
        QuantileTable table = tables.quantiles(model);
        return (packet, nowNanos) -> table.at(draws.draw(packet, FlowDraws.JITTER));
    }

    private static DelayModel uniform(Delay.Uniform uniform, FlowDraws draws) {
        long least = uniform.delay().toNanos() - uniform.jitter().toNanos();
        long values = 2 * uniform.jitter().toNanos() + 1;
        return values == 1
                ? (packet, nowNanos) -> least
                : (packet, nowNanos) -> least + Draws.uniform(draws.draw(packet, FlowDraws.JITTER), values);
    }
}
