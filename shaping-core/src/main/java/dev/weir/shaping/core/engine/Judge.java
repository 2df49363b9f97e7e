package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Dscp;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleEntry;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.Settings;
import dev.weir.shaping.Treatment;
import dev.weir.shaping.core.account.ProcessTable;
import dev.weir.shaping.core.account.RuleAccount;
import dev.weir.shaping.core.packet.DscpRewriter;
import dev.weir.shaping.core.packet.FlowTable;
import dev.weir.shaping.core.packet.PacketHeaders;
import dev.weir.shaping.core.packet.PacketSlab;
import dev.weir.shaping.core.random.Draws;
import dev.weir.shaping.core.rule.AddressBook;
import dev.weir.shaping.core.rule.PacketView;
import dev.weir.shaping.core.rule.RuleContext;
import dev.weir.shaping.core.rule.SeenTraffic;
import dev.weir.shaping.core.rule.WallClock;
import dev.weir.shaping.core.stage.ShortPackets;
import dev.weir.shaping.core.stage.Stage;
import dev.weir.shaping.core.stage.StageSpace;
import dev.weir.shaping.lookup.ProcessInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Asks the rules in order; the first that does not pass decides, else the default priority does. Not thread-safe. */
public final class Judge {
    private final PacketSlab packets;
    private final Adapters adapters;
    private final PacketHeaders headers;
    private final PacketView view;
    private final WallClock clock;
    private final StreamBook streams;
    private final Verdicts verdicts;
    private final Scheduler scheduler;
    private final boolean sendersKnown;
    private final @Nullable ToIntFunction<ProcessInfo> numbering;
    private final Recipe recipe;
    private final List<RuleState> listed = new ArrayList<>();
    private final List<RuleState> draining = new ArrayList<>();
    /** The latest state of every name there ever was, so that what removed rules did is not forgotten. */
    private final Map<String, RuleState> byName = new LinkedHashMap<>();

    private final AddressBook addresses = new AddressBook();
    private final SeenTraffic seen = new SeenTraffic();
    private int viewedAdapter;
    private RuleState[] rules = {};
    private volatile Published published = new Published(List.of(), List.of());
    private final Priority defaultPriority;
    private final RuleState defaultRule;

    /** For readers: the accounts of rules that are asked, in order, and of those that were there before. */
    private record Published(List<RuleAccount> asked, List<RuleAccount> others) {}

    Judge(
            Recipe recipe,
            Adapters adapters,
            StageSpace space,
            Stage lines,
            Stage end,
            PacketHeaders headers,
            FlowTable flows,
            @Nullable ProcessTable processes) {
        this.recipe = recipe;
        this.packets = space.packets();
        this.adapters = adapters;
        this.headers = headers;
        this.view = new PacketView(headers, flows, recipe.providers());
        this.clock = new WallClock(recipe.start(), recipe.zone());
        recipe.addresses().enter(addresses);
        addresses.resolveAtOnce(recipe.providers().hosts());
        this.numbering = processes == null ? null : processes::number;
        this.sendersKnown = Scheduler.asksForSenders(recipe);
        this.scheduler = new Scheduler(recipe, adapters, space, this::sender, lines, end);
        this.streams = new StreamBook(
                new FlowStreamKeys(packets, headers, view),
                recipe.streams(),
                recipe.start(),
                recipe.zone(),
                recipe.shared().registry());
        Settings settings = recipe.settings();
        Limits limits = new Limits(
                space, recipe.shared(), new ShortPackets(settings.shortThreshold(), settings.shortPadding()));
        this.verdicts = new Verdicts(space, limits, streams, scheduler::behind);
        this.defaultPriority = recipe.defaultPriority();
        this.defaultRule = state(
                recipe, ReservedNames.DEFAULT, ReservedNames.defaultPriority(), (packet, context) -> defaultPriority);
        rules(recipe.rules());
    }

    /** Replaces the rules. Entries of the same name and the same rule keep their state; packets of the others go on as was decided for them. */
    void rules(RuleSet set) {
        Map<String, RuleState> before = new LinkedHashMap<>();
        listed.forEach(state -> before.put(state.name, state));
        listed.clear();
        List<RuleState> asked = new ArrayList<>();
        for (RuleEntry entry : set.entries()) {
            RuleState known = before.remove(entry.name());
            if (known != null && known.rule != entry.rule()) {
                draining.add(known);
                known = null;
            }
            RuleState state = known == null ? fresh(entry) : known;
            byName.put(entry.name(), state);
            listed.add(state);
            if (entry.enabled()) {
                asked.add(state);
            }
        }
        draining.addAll(before.values());
        draining.removeIf(RuleState::drained);
        rules = asked.toArray(RuleState[]::new);
        publish(asked);
    }

    private void publish(List<RuleState> asked) {
        Set<RuleState> others = new LinkedHashSet<>(byName.values());
        asked.forEach(others::remove);
        published = new Published(
                asked.stream().map(state -> state.account).toList(),
                others.stream().map(state -> state.account).toList());
    }

    private RuleState fresh(RuleEntry entry) {
        RuleState earlier = byName.get(entry.name());
        return earlier == null
                ? state(recipe, entry.name(), entry.name(), entry.rule())
                : earlier.followedBy(entry.rule(), context(entry.name(), entry.rule()));
    }

    private RuleState state(Recipe recipe, String name, String drawName, Rule rule) {
        return new RuleState(
                name, rule, context(name, rule), Draws.stream(recipe.seed(), Draws.hash(drawName)), verdicts);
    }

    private RuleContext context(String name, Rule rule) {
        return new RuleContext(
                name, clock, recipe.providers().vpn(), recipe.shared().context(name, rule), addresses, seen);
    }

    Verdict verdict(int number) {
        return verdicts.get(number);
    }

    /** Tells which pipe filter let in the packet that is judged next: its id, or 0. */
    void filter(int id) {
        view.filter(id);
    }

    /** Decides what is done to a packet whose headers have been decoded. */
    Verdict judge(int packet, long nowNanos) {
        Direction direction = packets.direction(packet);
        if (rules.length > 0
                || numbering != null
                || defaultPriority.treatment(direction).limiting().tracking() != null) {
            clock.set(nowNanos);
            seen.begin();
            look(packet, direction, nowNanos);
        }
        if (numbering != null) {
            findProcess(numbering);
        }
        for (RuleState rule : rules) {
            Priority priority = ask(rule);
            if (priority != null) {
                Verdict verdict = apply(rule, priority, packet, direction, nowNanos);
                if (verdict != null) {
                    return verdict;
                }
            }
        }
        return byDefault(packet, direction, nowNanos);
    }

    /** Asks who owns the packet's flow, once; a resolver that fails knows nothing. */
    private void findProcess(ToIntFunction<ProcessInfo> numbers) {
        try {
            view.number(numbers);
        } catch (RuntimeException e) {
            defaultRule.account.failed();
        }
    }

    private int sender(int packet) {
        return sendersKnown ? view.knownPid(packets.flow(packet)) : 0;
    }

    /** What names of addresses stand for. */
    AddressBook addresses() {
        return addresses;
    }

    /** Counts a packet, which was just judged, for the rule that decided and for those that asked for their traffic. */
    void deliver(Verdict verdict, Direction direction, int length) {
        verdict.rule.context.count(direction, length);
        seen.count(direction, length);
    }

    Scheduler scheduler() {
        return scheduler;
    }

    private void look(int packet, Direction direction, long nowNanos) {
        view.set(
                packets.bytes(packet),
                packets.offset(packet),
                packets.capturedLength(packet),
                packets.length(packet),
                packets.linkType(packet),
                direction,
                nowNanos,
                packets.flow(packet));
        int adapter = packets.adapter(packet);
        if (adapter != viewedAdapter) {
            view.adapter(adapters.get(adapter));
            viewedAdapter = adapter;
        }
    }

    private @Nullable Priority ask(RuleState rule) {
        try {
            return rule.rule.evaluate(view, rule.context);
        } catch (RuntimeException e) {
            rule.account.failed();
            return null;
        }
    }

    private @Nullable Verdict apply(RuleState rule, Priority priority, int packet, Direction direction, long nowNanos) {
        Treatment treatment = priority.treatment(direction);
        if (treatment.passes()) {
            rewrite(treatment, packet);
            if (treatment.counted()) {
                rule.context.count(direction, packets.length(packet));
            }
            return null;
        }
        Verdict verdict = treatment.category() == null
                ? rule.modifiedOnly(defaultRule.verdict(defaultPriority, direction), direction)
                : rule.verdict(priority, direction);
        return decided(verdict, treatment, packet, direction, nowNanos);
    }

    /** The verdict with the rates of the answer, or null if a quota leaves the packet to the next rule. */
    private @Nullable Verdict decided(
            Verdict verdict, Treatment treatment, int packet, Direction direction, long nowNanos) {
        if (treatment.category() != null) {
            verdict.tune(treatment, nowNanos);
        }
        RuleStreams tracked = verdict.streams;
        if (tracked != null && tracked.suspends(packet, direction, packets.length(packet), nowNanos)) {
            return null;
        }
        rewrite(treatment, packet);
        return verdict;
    }

    private Verdict byDefault(int packet, Direction direction, long nowNanos) {
        Verdict verdict = defaultRule.verdict(defaultPriority, direction);
        Verdict decided = decided(verdict, defaultPriority.treatment(direction), packet, direction, nowNanos);
        return decided == null ? verdict : decided;
    }

    private void rewrite(Treatment treatment, int packet) {
        Dscp dscp = treatment.dscp();
        if (dscp != null
                && DscpRewriter.rewrite(packets.bytes(packet), packets.offset(packet), headers, dscp.codePoint())) {
            headers.tos = dscp.codePoint() << 2 | headers.tos & 3;
        }
    }

    /**
     * The rules in order, then those that were switched off or removed and did something, and the default priority last. Any thread may ask.
     *
     * @return what each does; the accounts go on counting
     */
    public List<RuleAccount> accounts() {
        Published now = published;
        List<RuleAccount> result = new ArrayList<>(now.asked);
        now.others.stream().filter(RuleAccount::used).forEach(result::add);
        result.add(defaultRule.account);
        return result;
    }

    /**
     * What the marks mean that flows keep.
     *
     * @return the decisions, for readers
     */
    public Decisions decisions() {
        return verdicts.decisions();
    }

    /**
     * The streams of all rules that have not expired. For any thread.
     *
     * @param nowNanos logical time
     * @return what each did; a new list
     */
    public List<StreamEntry> streams(long nowNanos) {
        return streams.entries(nowNanos);
    }

    /**
     * Buckets, queues and links that were given up because one rule gave too many different answers, and streams because there were too many.
     *
     * @return 0 or more
     */
    public long evictions() {
        return verdicts.evictions();
    }
}
