package dev.weir.shaping.core.engine;

import dev.weir.shaping.Direction;
import dev.weir.shaping.Dscp;
import dev.weir.shaping.MacAddress;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.ProcessPriority;
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
import dev.weir.shaping.core.rule.PacketVpn;
import dev.weir.shaping.core.rule.RuleContext;
import dev.weir.shaping.core.rule.SeenTraffic;
import dev.weir.shaping.core.rule.Surroundings;
import dev.weir.shaping.core.rule.WallClock;
import dev.weir.shaping.core.rule.compile.ChainWorkshop;
import dev.weir.shaping.core.rule.compile.RuleCompiler;
import dev.weir.shaping.core.rule.compile.RuleProgram;
import dev.weir.shaping.core.rule.compile.RuleRun;
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

/** Asks the rules in order; the first that does not pass decides, else the priority of the executable, else the default does. Not thread-safe, but for what reports read. */
public final class Judge {
    private final PacketSlab packets;
    private final Adapters adapters;
    private final PacketHeaders headers;
    private final PacketView view;
    private final WallClock clock;
    private final PacketVpn vpn;
    private final StreamBook streams;
    private final Verdicts verdicts;
    private final Scheduler scheduler;
    private final boolean sendersKnown;
    private final @Nullable ToIntFunction<ProcessInfo> numbering;
    private final Recipe recipe;
    private final ProcessRules processes;
    private final Binder binder;
    private final RuleErrors errors;
    private final boolean rulesFirst;
    private final List<RuleState> listed = new ArrayList<>();
    private final List<RuleState> draining = new ArrayList<>();
    private final Roster<String, RuleState> byId = new Roster<>(state -> state.account.used());

    private final AddressBook addresses = new AddressBook();
    private final SeenTraffic seen = new SeenTraffic();
    private final Surroundings surroundings;
    private int viewedAdapter;
    private final RuleCompiler compiler = new RuleCompiler();
    private final RuleRun run;
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
        this.run = new RuleRun(headers, view, this::failed);
        this.clock = new WallClock(recipe.start(), recipe.zone());
        this.vpn = new PacketVpn(recipe.providers().vpn());
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
        this.rulesFirst = settings.rulesFirst();
        this.errors = new RuleErrors(recipe);
        this.binder = new Binder(recipe, packets, headers, adapters);
        this.surroundings = new Surroundings(clock, vpn, binder::canBind, addresses, seen);
        this.processes = new ProcessRules(adapters, settings.multipleInstancesAsOne());
        Limits limits = new Limits(
                space, recipe.shared(), new ShortPackets(settings.shortThreshold(), settings.shortPadding()));
        this.verdicts = new Verdicts(space, limits, streams, scheduler::behind);
        this.defaultPriority = recipe.defaultPriority();
        Rule defaulting = (packet, context) -> defaultPriority;
        String id = ReservedNames.defaultPriority();
        this.defaultRule = state(id, defaulting, context(id, defaulting));
        defaultRule.rename(ReservedNames.DEFAULT);
        rules(recipe.rules());
    }

    /** Replaces the rules; compiles them first. */
    void rules(RuleSet set) {
        rules(set, compiler.compile(set));
    }

    /** Replaces the rules. Entries of the same id and the same rule keep their state; packets of the others go on as was decided for them. */
    void rules(RuleSet set, RuleProgram program) {
        Map<String, RuleState> before = new LinkedHashMap<>();
        listed.forEach(state -> before.put(state.id, state));
        listed.clear();
        byId.begin();
        List<RuleState> asked = new ArrayList<>();
        for (RuleEntry entry : set.entries()) {
            RuleState state = listed(entry, before);
            if (entry.enabled()) {
                asked.add(state);
            }
        }
        processes.clear(set);
        for (ProcessPriority process : set.processPriorities()) {
            String id = ReservedNames.process(process);
            processes.add(process, listed(new RuleEntry(process.name(), process, true, id), before));
        }
        draining.addAll(before.values());
        draining.removeIf(RuleState::drained);
        rules = asked.toArray(RuleState[]::new);
        run.program(program, asked.stream().map(state -> state.context).toList());
        publish(asked);
    }

    /** The state of an entry: the one it had before if its rule is the same. */
    private RuleState listed(RuleEntry entry, Map<String, RuleState> before) {
        RuleState known = before.remove(entry.id());
        if (known != null && !known.rule.equals(entry.rule())) {
            draining.add(known);
            known = null;
        }
        RuleState state = known == null ? fresh(entry) : known;
        state.rename(entry.name());
        byId.list(entry.id(), state);
        listed.add(state);
        return state;
    }

    private void publish(List<RuleState> asked) {
        Set<RuleState> others = new LinkedHashSet<>(listed);
        asked.forEach(others::remove);
        others.addAll(byId.former());
        published = new Published(
                asked.stream().map(state -> state.account).toList(),
                others.stream().map(state -> state.account).toList());
    }

    private RuleState fresh(RuleEntry entry) {
        RuleState earlier = byId.find(entry.id());
        RuleContext context = context(entry.id(), entry.rule());
        return earlier == null ? state(entry.id(), entry.rule(), context) : earlier.followedBy(entry.rule(), context);
    }

    private RuleState state(String id, Rule rule, RuleContext context) {
        return new RuleState(id, rule, context, Draws.stream(recipe.seed(), Draws.hash(id)), verdicts);
    }

    private RuleContext context(String id, Rule rule) {
        return new RuleContext(id, surroundings, recipe.shared().context(id, rule));
    }

    void workshop(ChainWorkshop workshop) {
        run.workshop(workshop);
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
        seen.begin();
        if (packets.ordinal(packet) == 0) {
            run.begin(packets.flow(packet));
        }
        if (rules.length > 0
                || numbering != null
                || view.inspects()
                || defaultPriority.treatment(direction).limiting().tracking() != null) {
            clock.set(nowNanos);
            vpn.next();
            look(packet, direction, nowNanos);
        }
        if (numbering != null) {
            findProcess(numbering);
        }
        if (view.inspects()) {
            inspect();
        }
        Verdict verdict = rulesFirst ? null : byProcess(packet, direction, nowNanos);
        if (verdict == null) {
            verdict = rules.length == 0 ? null : byRules(packet, direction, nowNanos);
        }
        if (verdict == null && rulesFirst) {
            verdict = byProcess(packet, direction, nowNanos);
        }
        return verdict == null ? byDefault(packet, direction, nowNanos) : verdict;
    }

    /** A rule threw; answers what it is taken to have answered. */
    private @Nullable Priority failed(int rule, RuntimeException error) {
        return errors.failed(rules[rule], error, clock.nanos());
    }

    private @Nullable Verdict byRules(int packet, Direction direction, long nowNanos) {
        run.start(direction, packets.flow(packet));
        for (int rule = run.next(); rule != RuleRun.NONE; rule = run.next()) {
            Verdict verdict = apply(rules[rule], run.answer(), packet, direction, nowNanos);
            if (verdict != null) {
                return verdict;
            }
        }
        return null;
    }

    /** By the priority of the packet's executable; null if it has none, or nobody can tell whose the packet is. */
    private @Nullable Verdict byProcess(int packet, Direction direction, long nowNanos) {
        if (numbering == null || processes.isEmpty()) {
            return null;
        }
        ProcessRules.Found found = processes.find(packets.adapter(packet), view.knownExecutable());
        RuleState state = found.state();
        Priority priority = found.priority();
        return state == null || priority == null ? null : apply(state, priority, packet, direction, nowNanos);
    }

    /** Asks who owns the packet's flow, once; a resolver that fails knows nothing. */
    private void findProcess(ToIntFunction<ProcessInfo> numbers) {
        try {
            view.number(numbers);
        } catch (RuntimeException e) {
            defaultRule.account.failed();
        }
    }

    /** Lets who learns from packets see this one; an inspector that fails learns nothing. */
    private void inspect() {
        try {
            view.inspect();
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
        lookAtAdapter(packet);
    }

    private void lookAtAdapter(int packet) {
        int adapter = packets.adapter(packet);
        if (adapter != viewedAdapter) {
            view.adapter(adapters.get(adapter));
            viewedAdapter = adapter;
        }
    }

    private @Nullable Verdict apply(RuleState rule, Priority priority, int packet, Direction direction, long nowNanos) {
        Treatment treatment = priority.treatment(direction);
        if (treatment.passes()) {
            if (!modified(treatment, packet, direction)) {
                return rule.verdict(Priorities.block(), direction);
            }
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
        return modified(treatment, packet, direction) ? verdict : verdict.rule.verdict(Priorities.block(), direction);
    }

    private Verdict byDefault(int packet, Direction direction, long nowNanos) {
        Verdict verdict = defaultRule.verdict(defaultPriority, direction);
        Verdict decided = decided(verdict, defaultPriority.treatment(direction), packet, direction, nowNanos);
        return decided == null ? verdict : decided;
    }

    /** Rewrites and binds the packet; false if it must not leave. */
    private boolean modified(Treatment treatment, int packet, Direction direction) {
        rewrite(treatment, packet);
        MacAddress adapter = treatment.bind();
        if (adapter == null || direction == Direction.INCOMING) {
            return true;
        }
        boolean may = binder.bind(packet, adapter);
        lookAtAdapter(packet);
        return may;
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
     * Rules that were removed and did something, which is not told any more as there were too many.
     *
     * @return 0 or more
     */
    public long forgotten() {
        return byId.forgotten();
    }

    /**
     * Outgoing packets that were bound to an adapter by which they could not leave.
     *
     * @return 0 or more
     */
    public long bindFailures() {
        return binder.failures();
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
