/**
 * What an engine cannot know by itself: bounded caches over providers, places from files in the MaxMind database format, and what the first packets of
 * flows tell.
 */
module dev.weir.shaping.lookup {
    requires transitive dev.weir.shaping;
    requires com.github.benmanes.caffeine;
    requires static org.jspecify;

    exports dev.weir.shaping.lookup.cache;
    exports dev.weir.shaping.lookup.inspect;
    exports dev.weir.shaping.lookup.mmdb;
}
