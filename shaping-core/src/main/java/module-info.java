/** The shaping engine and its virtual driver. */
module dev.weir.shaping.core {
    requires transitive dev.weir.shaping;
    requires org.jctools.core.jdk11;
    requires static jdk.jfr;
    requires static org.jspecify;

    exports dev.weir.shaping.core;
}
