package dev.weir.shaping.core.rule;

import dev.weir.shaping.VpnStatus;
import dev.weir.shaping.lookup.VpnStatusProvider;
import org.jspecify.annotations.Nullable;

/** The state of the VPN as rules see it: one snapshot for each packet, taken when the first rule asks. Not thread-safe. */
public final class PacketVpn implements VpnStatusProvider {
    private final VpnStatusProvider provider;
    private @Nullable VpnStatus known;

    /**
     * Nothing is known yet.
     *
     * @param provider knows the state
     */
    public PacketVpn(VpnStatusProvider provider) {
        this.provider = provider;
    }

    /** Another packet is judged. */
    public void next() {
        known = null;
    }

    @Override
    public VpnStatus status() {
        VpnStatus status = known;
        if (status == null) {
            status = provider.status();
            known = status;
        }
        return status;
    }
}
