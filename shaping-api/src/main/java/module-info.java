/** The interface of Weir: what rules see, what they answer, and what providers implement. */
module dev.weir.shaping {
    requires static org.jspecify;

    exports dev.weir.shaping;
    exports dev.weir.shaping.capture;
    exports dev.weir.shaping.filter;
    exports dev.weir.shaping.impair;
    exports dev.weir.shaping.lookup;
    exports dev.weir.shaping.match;
}
