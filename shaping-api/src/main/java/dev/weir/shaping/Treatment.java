package dev.weir.shaping;

import dev.weir.shaping.impair.Impairment;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Priority} does to packets of one direction. Immutable and thread-safe.
 *
 * @param passes whether the next rule is asked instead
 * @param category the category, or null to pass or to leave it to the default priority
 * @param impairment loss, limit, link and delay of this treatment; {@link Impairment#NONE} for the weighted classes
 * @param dscp the code point to write into the packet, or null to leave it
 * @param counted whether a rule that passes a packet on counts it
 * @param combined whether both directions share one token bucket and one link
 * @param key a name that separates, or joins, what would otherwise share by its values; null to go by the values
 * @param limiting how the limit is applied
 * @param bind the MAC address of the adapter by which outgoing packets leave, or null for the way they go anyway
 */
public record Treatment(
        boolean passes,
        @Nullable PriorityClass category,
        Impairment impairment,
        @Nullable Dscp dscp,
        boolean counted,
        boolean combined,
        @Nullable String key,
        Limiting limiting,
        @Nullable MacAddress bind) {

    static final Treatment PASS =
            new Treatment(true, null, Impairment.NONE, null, false, false, null, Limiting.SHARED, null);
    static final Treatment DEFAULT =
            new Treatment(false, null, Impairment.NONE, null, false, false, null, Limiting.SHARED, null);

    static Treatment of(PriorityClass category, Impairment impairment) {
        return new Treatment(false, category, impairment, null, false, false, null, Limiting.SHARED, null);
    }

    Treatment withDscp(Dscp value) {
        return new Treatment(passes, category, impairment, value, counted, combined, key, limiting, bind);
    }

    Treatment withBind(MacAddress value) {
        return new Treatment(passes, category, impairment, dscp, counted, combined, key, limiting, value);
    }

    Treatment withCounted() {
        return new Treatment(passes, category, impairment, dscp, true, combined, key, limiting, bind);
    }

    Treatment withCombined() {
        return new Treatment(passes, category, impairment, dscp, counted, true, key, limiting, bind);
    }

    Treatment withKey(String value) {
        return new Treatment(passes, category, impairment, dscp, counted, combined, value, limiting, bind);
    }

    Treatment withLimiting(Limiting value) {
        return new Treatment(passes, category, impairment, dscp, counted, combined, key, value, bind);
    }

    /**
     * This treatment without the modifiers that concern only the packet or the rule.
     *
     * @return the treatment without DSCP, counting and binding
     */
    public Treatment shape() {
        return dscp == null && !counted && bind == null
                ? this
                : new Treatment(passes, category, impairment, null, false, combined, key, limiting, null);
    }

    /**
     * What decides whether two answers of a rule share buckets, queues and links: the {@link #shape}, and of one with a key without the rates, which may
     * vary under the key.
     *
     * @return the treatment to compare by
     */
    public Treatment sharing() {
        Treatment shape = shape();
        return key == null
                ? shape
                : new Treatment(passes, category, impairment.shape(), null, false, combined, key, limiting, null);
    }

    /** The form used in ledgers and reports, such as {@code limited(limit=400 kbit/s)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(passes ? "pass" : category == null ? "default" : category.toString());
        if (!impairment.equals(Impairment.NONE)) {
            text.append('(').append(impairment).append(')');
        }
        if (dscp != null) {
            text.append(" dscp=").append(dscp.codePoint());
        }
        if (bind != null) {
            text.append(" bind=").append(bind);
        }
        if (key != null) {
            text.append(" key=").append(key);
        }
        return text.append(limiting)
                .append(combined ? " combined" : "")
                .append(counted ? " counted" : "")
                .toString();
    }
}
