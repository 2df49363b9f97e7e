package dev.weir.shaping;

/**
 * The state of the machine's VPN connection at one instant; never null, {@link #NONE} without a provider.
 *
 * <p>Immutable and thread-safe (seed 001:506-514).
 *
 * @param state the state
 * @param name the name of the connection, {@code ""} if there is none
 * @param ip the address given by the VPN, {@code "0.0.0.0"} if there is none
 * @param p2p whether the server allows peer-to-peer traffic
 */
public record VpnStatus(State state, String name, String ip, boolean p2p) {
    /** Not connected, and nothing known. */
    public static final VpnStatus NONE = new VpnStatus(State.DISCONNECTED, "", "0.0.0.0", false);

    /** What the connection is doing. */
    public enum State {
        /** Up. */
        CONNECTED,
        /** Coming up. */
        CONNECTING,
        /** Going down. */
        DISCONNECTING,
        /** Down. */
        DISCONNECTED,
        /** Failed. */
        ERROR
    }

    /**
     * Whether the VPN is up.
     *
     * @return true in state {@link State#CONNECTED}
     */
    public boolean connected() {
        return state == State.CONNECTED;
    }

    /**
     * Whether the VPN is coming up.
     *
     * @return true in state {@link State#CONNECTING}
     */
    public boolean connecting() {
        return state == State.CONNECTING;
    }

    /**
     * Whether the VPN is going down.
     *
     * @return true in state {@link State#DISCONNECTING}
     */
    public boolean disconnecting() {
        return state == State.DISCONNECTING;
    }

    /**
     * Whether the VPN is down.
     *
     * @return true in state {@link State#DISCONNECTED}
     */
    public boolean disconnected() {
        return state == State.DISCONNECTED;
    }

    /**
     * Whether the VPN failed.
     *
     * @return true in state {@link State#ERROR}
     */
    public boolean error() {
        return state == State.ERROR;
    }
}
