package dev.weir.shaping.impair;

/** Where packets are lost. */
public enum LossPosition {
    /** In front of limit and link: what is lost uses neither tokens nor line. */
    BEFORE_LINK,
    /** Behind limit and link: what is lost has used both. */
    AFTER_LINK;

    /** The words of the text form. */
    @Override
    public String toString() {
        return this == AFTER_LINK ? "after the link" : "before the link";
    }
}
