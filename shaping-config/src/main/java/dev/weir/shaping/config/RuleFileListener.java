package dev.weir.shaping.config;

import java.io.IOException;

/** Is told what becomes of a watched file. Called on the watch's thread, one call at a time, the first time on that of the caller of {@link RuleFile#watch}. */
@FunctionalInterface
public interface RuleFileListener {
    /**
     * The file has new contents, all of it right.
     *
     * @param reading what was read
     */
    void changed(Reading reading);

    /**
     * The file has gone, its new contents are wrong, or {@link #changed} failed: what was read before stays in force. Logs a warning unless overridden.
     *
     * @param failure why; a {@link ConfigurationException} has all that is wrong
     */
    default void failed(IOException failure) {
        System.getLogger(RuleFileListener.class.getName())
                .log(System.Logger.Level.WARNING, "rule file stays as it was: {0}", failure.getMessage());
    }
}
