/** Bounded caches over the providers that an engine asks. */
module dev.weir.shaping.lookup {
    requires transitive dev.weir.shaping;
    requires com.github.benmanes.caffeine;
    requires static org.jspecify;

    exports dev.weir.shaping.lookup.cache;
}
