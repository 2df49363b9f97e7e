package dev.weir.shaping.match;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Many similar rules at once, one for each address. Often one rule does that is tracked by address, see {@link dev.weir.shaping.Tracking}: it needs no list, and costs
 * nothing for addresses that are not there. Thread-safe.
 *
 * <pre>{@code
 * List<RuleEntry> desks = RuleBatch.forEach("desk", "192.168.1.1-192.168.1.254",
 *         address -> local(address.toString()).then(limit(50_000)));
 * RuleSet all = RuleBatch.added(rules, desks);
 * }</pre>
 */
public final class RuleBatch {
    private static final int MOST = 10_000;

    private RuleBatch() {}

    /**
     * Entries named {@code name #1}, {@code name #2} and so on, one for each address in ascending order.
     *
     * @param name what all names begin with
     * @param addresses addresses, networks and ranges, as {@link AddressSet#parse} reads them, without masks that have gaps
     * @param template makes the rule of an address
     * @return the entries
     * @throws IllegalArgumentException if the text is no list of addresses, there are more than 10 000 of them, or the name is blank
     */
    public static List<RuleEntry> forEach(
            String name, String addresses, Function<? super IpAddress, ? extends Rule> template) {
        AddressSet set = AddressSet.parse(addresses);
        if (!set.masked().isEmpty()) {
            throw new IllegalArgumentException("batch must not have masks with gaps: \"" + addresses + "\"");
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("rule name must not be blank: \"" + name + "\"");
        }
        List<RuleEntry> entries = new ArrayList<>();
        for (AddressRange range : set.ranges()) {
            for (IpAddress next = range.from(); ; next = following(next)) {
                if (entries.size() == MOST) {
                    throw new IllegalArgumentException(
                            "batch must have at most " + MOST + " addresses: \"" + addresses + "\"");
                }
                entries.add(RuleEntry.of(name + " #" + (entries.size() + 1), template.apply(next)));
                if (next.equals(range.to())) {
                    break;
                }
            }
        }
        return entries;
    }

    private static IpAddress following(IpAddress address) {
        long low = address.low() + 1;
        return new IpAddress(address.version(), low == 0 ? address.high() + 1 : address.high(), low);
    }

    /**
     * A list of rules with more entries at its end, as {@link RuleSet#withAll} makes it. Hand it to a run as a whole, and all of them hold from the same packet on.
     *
     * @param rules the list
     * @param entries the entries
     * @return the new list
     * @throws IllegalArgumentException if a name is there twice
     */
    public static RuleSet added(RuleSet rules, List<RuleEntry> entries) {
        return rules.withAll(entries);
    }
}
