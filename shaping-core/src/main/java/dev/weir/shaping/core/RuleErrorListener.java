package dev.weir.shaping.core;

/**
 * Hears of rules that throw. Called on the thread that shapes, so it must be quick; the shards of a run share it. It may edit the rules of a live run, which counts from
 * the next packet on, but must not call a simulation or an embedded run.
 */
@FunctionalInterface
public interface RuleErrorListener {
    /**
     * A rule threw. Told at most once a second of logical time for each rule; the report counts all. What the listener throws is counted as one more error
     * of the rule.
     *
     * @param rule the rule's name
     * @param error what it threw
     */
    void failed(String rule, RuntimeException error);
}
