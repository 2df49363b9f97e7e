package dev.weir.shaping.core.stage;

/** Hears of streams that begin and end. Called on the engine's thread; must not throw. */
public interface StreamEvents {
    /** Nobody listens. */
    StreamEvents NONE = new StreamEvents() {
        @Override
        public void opened(StreamAccount stream) {}

        @Override
        public void closed(StreamAccount stream) {}

        @Override
        public boolean wanted() {
            return false;
        }
    };

    /**
     * A stream began.
     *
     * @param stream the stream, with nothing counted yet
     */
    void opened(StreamAccount stream);

    /**
     * A stream ended: it was idle for too long, or made room for another.
     *
     * @param stream what it did
     */
    void closed(StreamAccount stream);

    /**
     * Whether anybody listens; if not, nothing is made to be told.
     *
     * @return true unless overridden
     */
    default boolean wanted() {
        return true;
    }
}
