package dev.weir.shaping.lookup;

import org.jspecify.annotations.Nullable;

/** Knows the wireless network of an adapter. Must be thread-safe if several engines share it. */
public non-sealed interface WifiResolver extends Lookup {
    /**
     * The SSID of an adapter's network.
     *
     * @param adapter the adapter's name
     * @return the SSID, or null if wired or unknown
     */
    @Nullable
    String ssid(String adapter);
}
