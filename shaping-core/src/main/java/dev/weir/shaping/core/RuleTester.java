package dev.weir.shaping.core;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.Priority;
import dev.weir.shaping.PriorityClass;
import dev.weir.shaping.ProcessPriority;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.Treatment;
import dev.weir.shaping.core.engine.AddressPlan;
import dev.weir.shaping.core.engine.Recipe;
import dev.weir.shaping.core.rule.AddressBook;
import dev.weir.shaping.core.rule.ContextState;
import dev.weir.shaping.core.rule.Providers;
import dev.weir.shaping.core.rule.RuleContext;
import dev.weir.shaping.core.rule.SeenTraffic;
import dev.weir.shaping.core.rule.Surroundings;
import dev.weir.shaping.core.rule.WallClock;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.AddressName;
import dev.weir.shaping.match.AddressSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges hand-built packets by the rules of a shaper, and tells why: rule by rule, whether it decided, passed, or which part of its condition failed. There is no
 * engine behind it: nothing is limited, delayed or lost.
 *
 * <p>Rules are asked as an engine asks them, with contexts that live as long as the tester. A packet counts as delivered unless it is blocked or ignored: there is
 * no draw for a drop rate, and no quota. Time stands still until it is moved. A packet is judged by itself: no
 * {@link dev.weir.shaping.lookup.TrafficInspection} of the shaper sees it, so what only such a one can tell is unknown. Not thread-safe.
 *
 * <pre>{@code
 * RuleTester tester = RuleTester.of(shaper).at(Instant.parse("2026-03-02T08:00:00Z"));
 * System.out.println(tester.judge(Packets.udp("10.0.0.2", 5000, "192.0.2.7", 443).outgoing()));
 * }</pre>
 */
public final class RuleTester {
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final RuleSet rules;
    private final boolean rulesFirst;
    private final Priority defaultPriority;
    private final TestedPacket packet;
    private final WallClock clock;
    private final AddressBook addresses = new AddressBook();
    private final SeenTraffic seen = new SeenTraffic();
    private final Map<String, RuleContext> contexts = new LinkedHashMap<>();
    private AddressPlan plan;
    private long nowNanos;

    private RuleTester(Shaper shaper) {
        Recipe recipe = shaper.recipe(Instant.EPOCH);
        rules = recipe.rules();
        rulesFirst = recipe.settings().rulesFirst();
        defaultPriority = recipe.defaultPriority();
        packet = new TestedPacket(recipe);
        clock = new WallClock(recipe.start(), recipe.zone());
        plan = recipe.addresses();
        plan.enter(addresses);
        addresses.resolveAtOnce(recipe.providers().hosts());
        for (RuleEntry entry : rules.entries()) {
            contexts.put(entry.name(), context(entry.name(), recipe.providers()));
        }
    }

    private RuleContext context(String name, Providers providers) {
        Predicate<MacAddress> bindable =
                mac -> providers.adapters().adapter(mac, packet.view().ipVersion()) != null;
        return new RuleContext(
                name, new Surroundings(clock, providers.vpn(), bindable, addresses, seen), new ContextState());
    }

    /**
     * A tester of a shaper's rules. It is 1970-01-01T00:00Z.
     *
     * @param shaper the shaper: its rules, default priority, lookups, groups of addresses and zone
     * @return the tester
     */
    public static RuleTester of(Shaper shaper) {
        return new RuleTester(shaper);
    }

    /**
     * Moves time.
     *
     * @param instant the date and time from now on
     * @return this tester
     * @throws IllegalArgumentException if it is before the time so far, or after the year 2200
     */
    public RuleTester at(Instant instant) {
        Instant now = Instant.EPOCH.plusNanos(nowNanos);
        if (instant.isBefore(now) || instant.isAfter(LATEST)) {
            throw new IllegalArgumentException("time must be within " + now + ".." + LATEST + ": " + instant);
        }
        nowNanos = Duration.between(Instant.EPOCH, instant).toNanos();
        return this;
    }

    /**
     * Sets the pipe filter that lets packets in from now on.
     *
     * @param id the filter's id from 1, or 0 for none
     * @return this tester
     * @throws IllegalArgumentException if negative
     */
    public RuleTester filter(int id) {
        if (id < 0) {
            throw new IllegalArgumentException("filter id must be at least 0: " + id);
        }
        packet.view().filter(id);
        return this;
    }

    /**
     * Replaces a group of addresses.
     *
     * @param group the group
     * @return this tester
     * @throws IllegalArgumentException if it names a group that is not there, or would be a member of itself, or there are 4096 others
     */
    public RuleTester addressGroup(AddressGroup group) {
        AddressPlan changed = plan.with(group);
        changed.requireGroups();
        plan = changed;
        addresses.set(group);
        return this;
    }

    /**
     * Replaces the local addresses.
     *
     * @param local the addresses, besides those of loopback
     * @return this tester
     */
    public RuleTester localAddresses(AddressSet local) {
        addresses.set(AddressName.LOCAL_HOST, AddressPlan.localHost(local));
        return this;
    }

    /**
     * Judges a packet.
     *
     * @param frame the packet
     * @return what is decided, and why
     */
    public Judgement judge(Frame frame) {
        clock.set(nowNanos);
        seen.begin();
        packet.set(frame, nowNanos);
        List<RuleJudgement> judged = new ArrayList<>();
        ProcessPriority process = processPriority(frame);
        String decidedBy = rulesFirst || process == null ? null : process.name();
        Priority priority = process == null ? defaultPriority : process.priority();
        for (RuleEntry entry : rules.entries()) {
            if (decidedBy != null) {
                judged.add(TestedRule.notReached(entry));
                continue;
            }
            RuleContext context = contexts.get(entry.name());
            RuleJudgement answer = TestedRule.ask(entry, packet.view(), Objects.requireNonNull(context, "context"));
            judged.add(answer);
            apply(answer, context, frame);
            if (answer.outcome() == RuleJudgement.Outcome.DECIDED && answer.priority() != null) {
                decidedBy = entry.name();
                priority = answer.priority();
            }
        }
        if (decidedBy == null && process != null) {
            decidedBy = process.name();
        }
        count(frame, decidedBy, priority);
        return new Judgement(frame, judged, decidedBy, priority);
    }

    /** The priority of the packet's executable; null if it has none, or one that passes. */
    private @Nullable ProcessPriority processPriority(Frame frame) {
        if (rules.processPriorities().isEmpty()) {
            return null;
        }
        Integer adapter =
                frame.adapter().equals(Adapter.NONE) ? null : frame.adapter().id();
        ProcessPriority process = rules.processPriority(adapter, packet.view().executable());
        return process == null
                        || process.priority().treatment(frame.direction()).passes()
                ? null
                : process;
    }

    /** What an answer does to the packet and the rule's counters, whether it passes or decides. */
    private void apply(RuleJudgement answer, RuleContext context, Frame frame) {
        if (answer.priority() != null) {
            Treatment treatment = answer.priority().treatment(frame.direction());
            if (treatment.dscp() != null) {
                packet.rewrite(treatment.dscp());
            }
            if (treatment.passes() && treatment.counted()) {
                context.count(frame.direction(), frame.length());
            }
        }
    }

    private void count(Frame frame, @Nullable String decidedBy, Priority priority) {
        PriorityClass category = priority.treatment(frame.direction()).category();
        if (category == null) {
            category = defaultPriority.treatment(frame.direction()).category();
        }
        if (category != PriorityClass.BLOCKED && category != PriorityClass.IGNORED) {
            RuleContext context = decidedBy == null ? null : contexts.get(decidedBy);
            if (context != null) {
                context.count(frame.direction(), frame.length());
            }
            seen.count(frame.direction(), frame.length());
        }
    }
}
