package dev.weir.shaping;

/** What a rule does with packets once its {@link Quota} is reached, until the period ends. Immutable. */
public enum QuotaAction {
    /** Holds them to the reduced rate. */
    REDUCE,
    /** Drops them, counted as {@link DropReason#QUOTA_REACHED}. */
    BLOCK,
    /** Leaves them to the rules after it, as if it had passed. */
    SUSPEND
}
