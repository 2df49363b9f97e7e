/** Rules and settings from and to JSON files. */
module dev.weir.shaping.config {
    requires transitive dev.weir.shaping;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires java.xml;
    requires static org.jspecify;

    exports dev.weir.shaping.config;
}
