/** Assertions on what a run did, and relays in JUnit tests. */
module dev.weir.shaping.junit {
    requires transitive dev.weir.capture.relay;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.assertj.core;
    requires static org.jspecify;

    exports dev.weir.shaping.junit;

    opens dev.weir.shaping.junit to
            org.junit.platform.commons;
}
