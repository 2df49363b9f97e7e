package dev.weir.shaping.core.account;

/** Takes lines of text, one call a line. Called on the engine's thread. */
@FunctionalInterface
public interface LineSink {
    /**
     * Takes one line.
     *
     * @param utf8 an array that is reused after the call
     * @param length the bytes of the line, from index 0, its line feed included
     */
    void line(byte[] utf8, int length);
}
