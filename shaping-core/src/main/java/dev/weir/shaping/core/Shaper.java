package dev.weir.shaping.core;

import dev.weir.shaping.AdapterType;
import dev.weir.shaping.DataSize;
import dev.weir.shaping.Direction;
import dev.weir.shaping.IpNetwork;
import dev.weir.shaping.Priorities;
import dev.weir.shaping.Priority;
import dev.weir.shaping.Quota;
import dev.weir.shaping.QuotaAction;
import dev.weir.shaping.Rate;
import dev.weir.shaping.Rule;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.Settings;
import dev.weir.shaping.Treatment;
import dev.weir.shaping.capture.CaptureBackend;
import dev.weir.shaping.core.engine.AdapterPlan;
import dev.weir.shaping.core.engine.AddressPlan;
import dev.weir.shaping.core.engine.Capacity;
import dev.weir.shaping.core.engine.Lines;
import dev.weir.shaping.core.engine.Recipe;
import dev.weir.shaping.core.engine.SharedLine;
import dev.weir.shaping.core.engine.SharedParts;
import dev.weir.shaping.core.engine.StreamPolicy;
import dev.weir.shaping.core.rule.Providers;
import dev.weir.shaping.core.stage.SharedRegistry;
import dev.weir.shaping.filter.Filter;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.LinkProfile;
import dev.weir.shaping.impair.Timeline;
import dev.weir.shaping.lookup.HostAddressResolver;
import dev.weir.shaping.lookup.Lookup;
import dev.weir.shaping.match.AddressGroup;
import dev.weir.shaping.match.AddressRange;
import dev.weir.shaping.match.AddressSet;
import dev.weir.shaping.match.Match;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A recipe for shaping: ordered rules, the lines under them, a seed and bounds.
 *
 * <p>Immutable and thread-safe. Every simulation made from it starts fresh: new contexts, buckets, queues and counters.
 *
 * <pre>{@code
 * Shaper shaper = Shaper.builder()
 *         .rule("us first", (packet, context) -> packet.country() == US && packet.incoming() ? high() : pass())
 *         .download(Impairment.parse("rate=10 Mbit/s delay=40 ms loss=1 %"))
 *         .seed(42)
 *         .build();
 * }</pre>
 */
public final class Shaper {
    private final FilterSet filters;
    private final RuleSet rules;
    private final Priority defaultPriority;
    private final Timeline<Impairment> download;
    private final Timeline<Impairment> upload;
    private final Capacity capacity;
    private final AdapterPlan adapters;
    private final Settings settings;
    private final @Nullable SharedLine sharedDownload;
    private final @Nullable SharedLine sharedUpload;
    private final long seed;
    private final List<IpNetwork> localAddresses;
    private final Providers providers;
    private final ZoneId zone;
    private final DataSize packetMemory;
    private final int maxFlows;
    private final StreamPolicy streams;
    private final AddressPlan addresses;
    private final RuleErrorListener ruleErrors;

    private Shaper(Builder builder) {
        filters = builder.filters;
        rules = builder.rules;
        defaultPriority = builder.defaultPriority;
        download = builder.download;
        upload = builder.upload;
        capacity = builder.capacity;
        adapters = builder.adapters;
        settings = builder.settings;
        sharedDownload = builder.sharedDownload;
        sharedUpload = builder.sharedUpload;
        seed = builder.seed;
        localAddresses = List.copyOf(builder.localAddresses);
        providers = Providers.of(builder.lookups);
        zone = builder.zone;
        packetMemory = builder.packetMemory;
        maxFlows = builder.maxFlows;
        addresses = builder.addresses.with(AddressSet.ofRanges(
                localAddresses.stream().map(AddressRange::of).toList()));
        ruleErrors = builder.ruleErrors;
        streams = new StreamPolicy(builder.maxStreams, StreamStats.observer(builder.streamListener));
    }

    /**
     * Starts a recipe that lets everything through.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A new simulation of this recipe, in virtual time.
     *
     * @return a simulation at time 0
     */
    public Simulation simulate() {
        return new Simulation(this);
    }

    /**
     * Settings for a live run of this recipe.
     *
     * @return a builder
     */
    public LiveShapingBuilder live() {
        return new LiveShapingBuilder(this);
    }

    /**
     * Starts a live run of this recipe with the usual settings.
     *
     * @param backend where packets come from and go to; closed by the run
     * @return the run
     */
    public LiveShaping start(CaptureBackend backend) {
        return live().start(backend);
    }

    /**
     * A run of this recipe on the caller's thread, by the caller's clock.
     *
     * @param start the date and time of the first time that is handed in
     * @param listener takes the packets that leave
     * @return the run
     */
    public EmbeddedShaping embed(Instant start, ReleaseListener listener) {
        return new EmbeddedShaping(this, start, 0, listener, null);
    }

    /**
     * A run of this recipe on the caller's thread, by the caller's clock, that shares links with runs that started before it.
     *
     * @param start the date and time of the first time that is handed in
     * @param linkNanos the same time on the clock of the links, nanoseconds since an origin that all these runs have in common; 0 or more
     * @param listener takes the packets that leave
     * @return the run
     * @throws IllegalArgumentException if the link's time is below 0
     */
    public EmbeddedShaping embed(Instant start, long linkNanos, ReleaseListener listener) {
        return new EmbeddedShaping(this, start, linkNanos, listener, null);
    }

    /**
     * A run of this recipe on the caller's thread, by the caller's clock, with a record of its decisions.
     *
     * @param start the date and time of the first time that is handed in
     * @param listener takes the packets that leave
     * @param ledger where decisions are recorded
     * @return the run
     */
    public EmbeddedShaping embed(Instant start, ReleaseListener listener, DecisionLedger ledger) {
        return new EmbeddedShaping(this, start, 0, listener, Objects.requireNonNull(ledger, "ledger"));
    }

    /**
     * A replay of a recorded live run of this recipe, in virtual time.
     *
     * @param recording the file
     * @return a replay that has not run
     */
    public Replay replay(Path recording) {
        Objects.requireNonNull(recording, "recording");
        return new Replay(this, recording.toString(), () -> new BufferedInputStream(Files.newInputStream(recording)));
    }

    /**
     * A replay of a recorded live run of this recipe, in virtual time.
     *
     * @param recording the recording; read and closed by the replay
     * @return a replay that has not run
     */
    public Replay replay(InputStream recording) {
        Objects.requireNonNull(recording, "recording");
        return new Replay(this, "recording", () -> recording);
    }

    /** What is known of names of addresses from the start. */
    AddressPlan addresses() {
        return addresses;
    }

    /** Who tells a live run the addresses of hosts. */
    HostAddressResolver hosts() {
        return providers.knowHosts() ? providers.hosts() : HostAddressResolver.system();
    }

    /** Whether a line of this recipe shares a link with other shapers. */
    boolean sharesLink() {
        return sharedDownload != null || sharedUpload != null;
    }

    /** Checks that a line can take the place of a direction's line. */
    void requireLine(Direction direction, Timeline<Impairment> line) {
        Lines.require(timeline(direction).values().get(0), line);
        links().requireLine(direction, line);
    }

    private SharedParts links() {
        return new SharedParts(sharedDownload, sharedUpload, null, 0);
    }

    Recipe recipe(Instant start) {
        return recipe(start, 0);
    }

    /** What an engine is made of whose time 0 is this on the clock of shared links. */
    Recipe recipe(Instant start, long originNanos) {
        return recipe(start, originNanos, null, 1);
    }

    /** What the shards of a run are made of: they share limits and links, and each has its part of the memory. */
    List<Recipe> recipes(int shards, Instant start, long originNanos) {
        if (shards == 1) {
            return List.of(recipe(start, originNanos));
        }
        SharedRegistry limits = new SharedRegistry();
        return Collections.nCopies(shards, recipe(start, originNanos, limits, shards));
    }

    private Recipe recipe(Instant start, long originNanos, @Nullable SharedRegistry limits, int shards) {
        return new Recipe(
                filters,
                rules,
                defaultPriority,
                download,
                upload,
                capacity,
                adapters,
                settings,
                new SharedParts(sharedDownload, sharedUpload, limits, originNanos),
                seed,
                providers.started(),
                start,
                zone,
                Math.max(1, packetMemory.bytes() / shards),
                Math.max(1, maxFlows / shards),
                streams,
                addresses,
                ruleErrors::failed);
    }

    /** Whether bandwidths are to be found out. */
    boolean detectsBandwidth() {
        return settings.detection() != null;
    }

    /**
     * The filters in order, which come before all rules.
     *
     * @return the list
     */
    public FilterSet filters() {
        return filters;
    }

    /**
     * The rules in order.
     *
     * @return the list
     */
    public RuleSet rules() {
        return rules;
    }

    /**
     * The seed of all random draws.
     *
     * @return the seed
     */
    public long seed() {
        return seed;
    }

    /**
     * The line of a direction, under all rules, at the start of a run.
     *
     * @param direction the direction
     * @return the impairment
     */
    public Impairment line(Direction direction) {
        return timeline(direction).values().get(0);
    }

    /**
     * The line of a direction over time, under all rules.
     *
     * @param direction the direction
     * @return what it is made of when; time 0 is the start of a run
     */
    public Timeline<Impairment> timeline(Direction direction) {
        return direction == Direction.INCOMING ? download : upload;
    }

    /**
     * The addresses whose packets are outgoing, where a source of packets does not tell the direction.
     *
     * @return an unmodifiable list; empty to find them out
     */
    public List<IpNetwork> localAddresses() {
        return localAddresses;
    }

    /** Collects a recipe. Not thread-safe. */
    public static final class Builder {
        private static final DataSize DEFAULT_PACKET_MEMORY = DataSize.ofBytes(64L << 20);
        private static final int DEFAULT_MAX_FLOWS = 131_072;

        private FilterSet filters = FilterSet.empty();
        private RuleSet rules = RuleSet.empty();
        private Priority defaultPriority = Priorities.normal();
        private Timeline<Impairment> download = Timeline.of(Impairment.NONE);
        private Timeline<Impairment> upload = Timeline.of(Impairment.NONE);
        private Capacity capacity = Capacity.UNKNOWN;
        private AdapterPlan adapters = AdapterPlan.NONE;
        private Settings settings = Settings.DEFAULT;
        private @Nullable SharedLine sharedDownload;
        private @Nullable SharedLine sharedUpload;
        private long seed;
        private final List<IpNetwork> localAddresses = new ArrayList<>();
        private final List<Lookup> lookups = new ArrayList<>();
        private ZoneId zone = ZoneOffset.UTC;
        private DataSize packetMemory = DEFAULT_PACKET_MEMORY;
        private int maxFlows = DEFAULT_MAX_FLOWS;
        private int maxStreams = StreamPolicy.DEFAULT.maxStreams();
        private @Nullable StreamListener streamListener;
        private RuleErrorListener ruleErrors = (rule, error) -> {};
        private AddressPlan addresses = AddressPlan.NONE;

        private Builder() {}

        /**
         * Adds a filter at the end of the list of filters, which come before all rules.
         *
         * @param filter the filter
         * @return this builder
         * @throws IllegalArgumentException if its name or its id is taken
         */
        public Builder filter(Filter filter) {
            filters = filters.with(filter);
            return this;
        }

        /**
         * Replaces the whole list of filters.
         *
         * @param filters the filters in order
         * @return this builder
         */
        public Builder filters(FilterSet filters) {
            this.filters = Objects.requireNonNull(filters, "filters");
            return this;
        }

        /**
         * Adds a rule at the end of the list.
         *
         * @param name its name, unique in the list; it also seeds the rule's random draws
         * @param rule the rule
         * @return this builder
         * @throws IllegalArgumentException if the name is blank or taken
         */
        public Builder rule(String name, Rule rule) {
            rules = rules.with(name, rule);
            return this;
        }

        /**
         * Adds a rule at the end of the list: a priority for the packets that meet a condition.
         *
         * @param name its name, unique in the list; it also seeds the rule's random draws
         * @param match the condition
         * @param priority what to do where it holds; elsewhere the rule passes
         * @return this builder
         * @throws IllegalArgumentException if the name is blank or taken
         */
        public Builder rule(String name, Match match, Priority priority) {
            rules = rules.with(name, match, priority);
            return this;
        }

        /**
         * Sets what is done to the packets of an executable that no rule decides; or before the rules, see {@link Settings#rulesFirst}. Needs a
         * {@link dev.weir.shaping.lookup.ProcessResolver}. A limit is each process's own, unless {@link Settings#multipleInstancesAsOne} is set or the priority
         * says otherwise, as {@code limit(20_000).perConnection()} does.
         *
         * @param executable the full path of the executable; a path with a backslash is compared without case
         * @param priority the priority
         * @return this builder
         * @throws IllegalArgumentException if the path is blank
         */
        public Builder processPriority(String executable, Priority priority) {
            rules = rules.withProcessPriority(executable, priority);
            return this;
        }

        /**
         * Sets what is done to the packets of an executable on one adapter, before what is set for all adapters.
         *
         * @param adapterId the adapter's id
         * @param executable the full path of the executable; a path with a backslash is compared without case
         * @param priority the priority
         * @return this builder
         * @throws IllegalArgumentException if the path is blank
         */
        public Builder processPriority(int adapterId, String executable, Priority priority) {
            rules = rules.withProcessPriority(adapterId, executable, priority);
            return this;
        }

        /**
         * Replaces the whole list of rules, and the priorities of executables with it.
         *
         * @param rules the rules in order
         * @return this builder
         */
        public Builder rules(RuleSet rules) {
            this.rules = Objects.requireNonNull(rules, "rules");
            return this;
        }

        /**
         * Sets what is done to packets that no rule decides; normal unless set.
         *
         * @param priority the priority
         * @return this builder
         * @throws IllegalArgumentException if it passes, leaves a direction open, or has a quota that suspends
         */
        public Builder defaultPriority(Priority priority) {
            for (Direction direction : Direction.values()) {
                Treatment treatment = priority.treatment(direction);
                if (treatment.category() == null) {
                    throw new IllegalArgumentException(
                            "default priority must say what to do with " + direction + " packets: " + priority);
                }
                Quota quota = treatment.limiting().quota();
                if (quota != null && quota.action() == QuotaAction.SUSPEND) {
                    throw new IllegalArgumentException("default priority must not suspend: " + priority);
                }
            }
            defaultPriority = priority;
            return this;
        }

        /**
         * Sets the line that incoming packets pass, under all rules.
         *
         * @param line the impairment
         * @return this builder
         */
        public Builder download(Impairment line) {
            return download(Timeline.of(line));
        }

        /**
         * Sets the line that incoming packets pass over time, under all rules.
         *
         * @param line what it is made of when; time 0 is the start of a run
         * @return this builder
         */
        public Builder download(Timeline<Impairment> line) {
            Lines.require(line.values().get(0), line);
            download = Objects.requireNonNull(line, "line");
            sharedDownload = null;
            return this;
        }

        /**
         * Sets the line that outgoing packets pass, under all rules.
         *
         * @param line the impairment
         * @return this builder
         */
        public Builder upload(Impairment line) {
            return upload(Timeline.of(line));
        }

        /**
         * Sets the line that outgoing packets pass over time, under all rules.
         *
         * @param line what it is made of when; time 0 is the start of a run
         * @return this builder
         */
        public Builder upload(Timeline<Impairment> line) {
            Lines.require(line.values().get(0), line);
            upload = Objects.requireNonNull(line, "line");
            sharedUpload = null;
            return this;
        }

        /**
         * Sets the line that incoming packets pass, under all rules, together with those of other shapers.
         *
         * @param link the line and the link it shares
         * @return this builder
         */
        public Builder download(SharedLink link) {
            download = Timeline.of(link.impairment());
            sharedDownload = link.line();
            return this;
        }

        /**
         * Sets the line that outgoing packets pass, under all rules, together with those of other shapers.
         *
         * @param link the line and the link it shares
         * @return this builder
         */
        public Builder upload(SharedLink link) {
            upload = Timeline.of(link.impairment());
            sharedUpload = link.line();
            return this;
        }

        /**
         * Sets the line that incoming packets pass, under all rules: a link together with other shapers, and the rest its own.
         *
         * @param link the link it shares; whatever else that has is left out
         * @param line loss, limit and delay; its queue bounds what waits for the limit
         * @return this builder
         * @throws IllegalArgumentException if the line has a rate
         */
        public Builder download(SharedLink link, Impairment line) {
            return download(link, Timeline.of(line));
        }

        /**
         * Sets the line that incoming packets pass, under all rules: a link together with other shapers, and the rest its own, over time.
         *
         * @param link the link it shares; whatever else that has is left out
         * @param line loss, limit and delay, and when; time 0 is the start of a run
         * @return this builder
         * @throws IllegalArgumentException if the line has a rate
         */
        public Builder download(SharedLink link, Timeline<Impairment> line) {
            SharedLine shared = link.line();
            new SharedParts(shared, null, null, 0).requireLine(Direction.INCOMING, line);
            download = line;
            sharedDownload = shared;
            return this;
        }

        /**
         * Sets the line that outgoing packets pass, under all rules: a link together with other shapers, and the rest its own.
         *
         * @param link the link it shares; whatever else that has is left out
         * @param line loss, limit and delay; its queue bounds what waits for the limit
         * @return this builder
         * @throws IllegalArgumentException if the line has a rate
         */
        public Builder upload(SharedLink link, Impairment line) {
            return upload(link, Timeline.of(line));
        }

        /**
         * Sets the line that outgoing packets pass, under all rules: a link together with other shapers, and the rest its own, over time.
         *
         * @param link the link it shares; whatever else that has is left out
         * @param line loss, limit and delay, and when; time 0 is the start of a run
         * @return this builder
         * @throws IllegalArgumentException if the line has a rate
         */
        public Builder upload(SharedLink link, Timeline<Impairment> line) {
            SharedLine shared = link.line();
            new SharedParts(null, shared, null, 0).requireLine(Direction.OUTGOING, line);
            upload = line;
            sharedUpload = shared;
            return this;
        }

        /**
         * Sets both lines to those of a kind of connection.
         *
         * @param profile the profile, such as {@code LinkProfiles.WEB_PAGE_TEST_3G}
         * @return this builder
         */
        public Builder profile(LinkProfile profile) {
            return download(profile.download()).upload(profile.upload());
        }

        /**
         * Sets what high, normal and low traffic share in each direction. Without a capacity, given or detected, they are all let through.
         *
         * <p>Limited, delayed, dropped and custom traffic is not part of it: a link of 100 beside a flow limited to 40 may carry 140. To bound everything,
         * set {@link Settings#systemLimit}.
         *
         * @param download for incoming packets
         * @param upload for outgoing packets
         * @return this builder
         */
        public Builder capacity(Rate download, Rate upload) {
            capacity = new Capacity(
                    Objects.requireNonNull(download, "download"), Objects.requireNonNull(upload, "upload"));
            return this;
        }

        /**
         * Gives an adapter a capacity of its own: its high, normal and low traffic shares this, apart from all other. Packets of adapters without
         * one, and of none, share what {@link #capacity(Rate, Rate)} sets. The system limit and the lines stay common to all. Each such adapter takes about
         * 150 KB of memory.
         *
         * @param adapterId the adapter's id
         * @param download for incoming packets
         * @param upload for outgoing packets
         * @return this builder
         * @throws IllegalArgumentException if more than 255 adapters have their own
         */
        public Builder capacity(int adapterId, Rate download, Rate upload) {
            Objects.requireNonNull(download, "download");
            adapters =
                    adapters.withCapacity(adapterId, new Capacity(download, Objects.requireNonNull(upload, "upload")));
            return this;
        }

        /**
         * Lets an adapter's capacity be found out apart from all other traffic, as {@link Settings#detection} says, which must be set.
         *
         * @param adapterId the adapter's id
         * @return this builder
         * @throws IllegalArgumentException if more than 255 adapters have their own
         */
        public Builder detectCapacity(int adapterId) {
            adapters = adapters.withCapacity(adapterId, Capacity.UNKNOWN);
            return this;
        }

        /**
         * Sets what an adapter leads to, whatever the source of its packets says.
         *
         * @param adapterId the adapter's id
         * @param type the type
         * @return this builder
         */
        public Builder adapterType(int adapterId, AdapterType type) {
            adapters = adapters.withType(adapterId, Objects.requireNonNull(type, "type"));
            return this;
        }

        /**
         * Sets whether packets of an adapter are shaped; they are unless set. Those of an adapter that is not monitored leave at once, and untouched: no
         * rule sees them, no limit holds them, and they appear in no report and no ledger. Only where there is no memory for one, it is dropped and
         * counted as any other.
         *
         * @param adapterId the adapter's id
         * @param monitored whether they are shaped
         * @return this builder
         */
        public Builder monitor(int adapterId, boolean monitored) {
            adapters = adapters.withMonitoring(adapterId, monitored);
            return this;
        }

        /**
         * Sets how traffic is scheduled.
         *
         * @param settings the settings
         * @return this builder
         */
        public Builder settings(Settings settings) {
            this.settings = Objects.requireNonNull(settings, "settings");
            return this;
        }

        /**
         * Sets the seed of all random draws; 0 unless set.
         *
         * @param seed any number
         * @return this builder
         */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * Adds addresses whose packets are outgoing, where a source of packets does not tell the direction. Rules know them as {@code Local host}, together
         * with those of loopback; a live run without any takes those of the machine.
         *
         * @param networks addresses or networks
         * @return this builder
         */
        public Builder localAddresses(IpNetwork... networks) {
            localAddresses.addAll(List.of(networks));
            return this;
        }

        /**
         * Adds a group of addresses, which rules name as {@code @name}. It may be replaced while a run goes on.
         *
         * @param group the group; another of the same name goes
         * @return this builder
         * @throws IllegalArgumentException if the group would be a member of itself, or there are 4096 others
         */
        public Builder addressGroup(AddressGroup group) {
            addresses = addresses.with(group);
            return this;
        }

        /**
         * Adds a provider of what is not in the packet. Of several of one kind the last one counts.
         *
         * @param provider the provider
         * @return this builder
         */
        public Builder lookup(Lookup provider) {
            lookups.add(Objects.requireNonNull(provider, "provider"));
            return this;
        }

        /**
         * Sets the zone of dates and hours; UTC unless set.
         *
         * @param zone the zone
         * @return this builder
         */
        public Builder zone(ZoneId zone) {
            this.zone = Objects.requireNonNull(zone, "zone");
            return this;
        }

        /**
         * Bounds the bytes of packets held; 64 MiB unless set. Packets that find no room are dropped and counted. Storage comes in chunks of
         * 256 KiB, each for packets of similar size, so the memory in use can exceed what is counted by a few chunks.
         *
         * @param size at least 1 byte; a packet counts its captured length, rounded up to a power of two, and 64 bytes
         * @return this builder
         * @throws IllegalArgumentException if 0
         */
        public Builder packetMemory(DataSize size) {
            if (size.bytes() < 1) {
                throw new IllegalArgumentException("packet memory must be at least 1 byte: " + size);
            }
            packetMemory = size;
            return this;
        }

        /**
         * Bounds the flows remembered; 131 072 unless set. The least recently used go first; those with packets in flight stay.
         *
         * @param flows 1 to 16 777 216
         * @return this builder
         * @throws IllegalArgumentException if out of range
         */
        public Builder maxFlows(int flows) {
            if (flows < 1 || flows > 1 << 24) {
                throw new IllegalArgumentException("flows must be within 1.." + (1 << 24) + ": " + flows);
            }
            maxFlows = flows;
            return this;
        }

        /**
         * Bounds the streams remembered for each rule that tells them apart; 65 536 unless set. The least recently used go first, and are counted as
         * evicted; those in which packets wait stay. A stream takes about 450 bytes.
         *
         * @param streams 1 to 4 194 304
         * @return this builder
         * @throws IllegalArgumentException if out of range
         */
        public Builder maxStreams(int streams) {
            if (streams < 1 || streams > 1 << 22) {
                throw new IllegalArgumentException("streams must be within 1.." + (1 << 22) + ": " + streams);
            }
            maxStreams = streams;
            return this;
        }

        /**
         * Sets who hears of streams that begin and end; nobody unless set. It is called on the thread of the run, once for each stream: several runs of
         * this shaper share it.
         *
         * @param listener the listener
         * @return this builder
         */
        public Builder streamListener(StreamListener listener) {
            streamListener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Sets who hears of rules that throw; nobody unless set. It is called on the thread of the run: several runs of this shaper share it.
         *
         * @param listener the listener
         * @return this builder
         */
        public Builder ruleErrorListener(RuleErrorListener listener) {
            ruleErrors = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Makes the recipe.
         *
         * @return the shaper
         * @throws IllegalArgumentException if a rule, a filter or a group names a group that was not added
         * @throws IllegalStateException if an adapter's capacity is to be found out, but the settings do not say how
         */
        public Shaper build() {
            if (settings.detection() == null && adapters.capacities().containsValue(Capacity.UNKNOWN)) {
                throw new IllegalStateException("detection must be set to find out an adapter's capacity");
            }
            addresses.requireGroups();
            addresses.requireGroups(rules);
            addresses.requireGroups(filters);
            return new Shaper(this);
        }
    }
}
