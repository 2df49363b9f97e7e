package dev.weir.shaping.core.rule;

import dev.weir.shaping.MacAddress;
import dev.weir.shaping.lookup.VpnStatusProvider;
import java.util.function.Predicate;

/**
 * What the contexts of all rules of one engine have in common. Its parts belong to the engine's thread.
 *
 * @param clock the engine's clock
 * @param vpn the state of the VPN
 * @param bindable whether the packet being judged can leave by an adapter
 * @param addresses what names of addresses stand for
 * @param seen the windows that are asked for
 */
public record Surroundings(
        WallClock clock,
        VpnStatusProvider vpn,
        Predicate<MacAddress> bindable,
        AddressBook addresses,
        SeenTraffic seen) {}
