/** A rootless relay for TCP and UDP. */
module dev.weir.capture.relay {
    requires transitive dev.weir.shaping.core;
    requires static org.jspecify;

    exports dev.weir.capture.relay;
}
