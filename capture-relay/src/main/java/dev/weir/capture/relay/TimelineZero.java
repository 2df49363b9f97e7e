package dev.weir.capture.relay;

/** When the time of a relay's timeline begins. */
public enum TimelineZero {
    /** When the relay is opened, and again when it is {@linkplain Relay#clear cleared}: with the test. */
    OPEN,
    /** When the first client connects, after the relay was opened or cleared. */
    FIRST_CONNECTION,
    /** When {@link Relay#startTimeline} is called. */
    ON_CALL
}
