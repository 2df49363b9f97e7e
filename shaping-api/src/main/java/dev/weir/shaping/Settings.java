package dev.weir.shaping;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a shaper schedules: weights of the classes, detection of the bandwidth, limits on everything. Immutable, thread-safe, equal by value.
 *
 * <pre>{@code
 * Settings.builder().severity(new Severity(50, 1)).acks(AckPolicy.HIGH).systemUpload(Rate.kilobytesPerSecond(50)).build()
 * }</pre>
 */
public final class Settings {
    /** What holds unless something else is set. */
    public static final Settings DEFAULT = builder().build();

    private final Severity severity;
    private final ClassSharing sharing;
    private final boolean fastDetection;
    private final AckPolicy acks;
    private final boolean accountExcluded;
    private final boolean countIgnoredTraffic;
    private final Duration preferredLatency;
    private final @Nullable BandwidthDetection detection;
    private final @Nullable Rate systemDownload;
    private final @Nullable Rate systemUpload;
    private final int shortThreshold;
    private final int shortPadding;
    private final boolean rulesFirst;
    private final boolean multipleInstancesAsOne;
    private final BindFailure bindFailure;
    private final RuleFailure ruleFailure;

    private Settings(Builder builder) {
        severity = builder.severity;
        sharing = builder.sharing;
        fastDetection = builder.fastDetection;
        acks = builder.acks;
        accountExcluded = builder.accountExcluded;
        countIgnoredTraffic = builder.countIgnoredTraffic;
        preferredLatency = builder.preferredLatency;
        detection = builder.detection;
        systemDownload = builder.systemDownload;
        systemUpload = builder.systemUpload;
        shortThreshold = builder.shortThreshold;
        shortPadding = builder.shortPadding;
        rulesFirst = builder.rulesFirst;
        multipleInstancesAsOne = builder.multipleInstancesAsOne;
        bindFailure = builder.bindFailure;
        ruleFailure = builder.ruleFailure;
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The weights of high, normal and low.
     *
     * @return DEFAULT unless set
     */
    public Severity severity() {
        return severity;
    }

    /**
     * Between whom shares are divided.
     *
     * @return PER_SENDER unless set
     */
    public ClassSharing sharing() {
        return sharing;
    }

    /**
     * Whether a class counts as active from its first packet; if not, only when its mean over the last second exceeds 1 % of the
     * capacity, and until then it weighs as little as low traffic.
     *
     * @return true unless set
     */
    public boolean fastDetection() {
        return fastDetection;
    }

    /**
     * What is done for pure TCP acknowledgements.
     *
     * @return OFF unless set
     */
    public AckPolicy acks() {
        return acks;
    }

    /**
     * Whether limited, delayed, dropped and custom traffic uses up capacity too; it is never held back by it.
     *
     * @return false unless set
     */
    public boolean accountExcluded() {
        return accountExcluded;
    }

    /**
     * Whether ignored traffic is counted in the statistics of processes, connections and in the totals; it counts towards no rule in any case.
     *
     * @return false unless set
     */
    public boolean countIgnoredTraffic() {
        return countIgnoredTraffic;
    }

    /**
     * How long conforming traffic may be gathered into bursts: what a link of known capacity lets pass at once is this time at its rate, and at least
     * 10 ms and 1514 bytes.
     *
     * @return 0 unless set
     */
    public Duration preferredLatency() {
        return preferredLatency;
    }

    /**
     * How the capacity of a link is found out, where none is given.
     *
     * @return the detection, or null unless set
     */
    public @Nullable BandwidthDetection detection() {
        return detection;
    }

    /**
     * The limit on all traffic of a direction but the ignored, above every other limit.
     *
     * @param direction the direction
     * @return the limit, or null unless set
     */
    public @Nullable Rate systemLimit(Direction direction) {
        return direction == Direction.INCOMING ? systemDownload : systemUpload;
    }

    /**
     * Below which size a packet is short, for rules that {@link Priority#penalizeShort}.
     *
     * @return bytes, 0 unless set: no packet is short
     */
    public int shortThreshold() {
        return shortThreshold;
    }

    /**
     * How much more than its size a short packet counts.
     *
     * @return bytes, 0 unless set
     */
    public int shortPadding() {
        return shortPadding;
    }

    /**
     * Whether rules are asked before the priorities of executables. If not, a packet of an executable that has a priority is not shown to any rule.
     *
     * @return true unless set
     */
    public boolean rulesFirst() {
        return rulesFirst;
    }

    /**
     * Whether the limit in the priority of an executable is one for all its processes; if not, each process has its own.
     *
     * @return false unless set
     */
    public boolean multipleInstancesAsOne() {
        return multipleInstancesAsOne;
    }

    /**
     * What becomes of an outgoing packet that a rule binds to an adapter by which it cannot leave.
     *
     * @return BLOCK unless set
     */
    public BindFailure bindFailure() {
        return bindFailure;
    }

    /**
     * What a rule that throws is taken to have answered.
     *
     * @return PASS unless set
     */
    public RuleFailure ruleFailure() {
        return ruleFailure;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof Settings that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Object> values() {
        return Arrays.asList(
                severity,
                sharing,
                fastDetection,
                acks,
                accountExcluded,
                countIgnoredTraffic,
                preferredLatency,
                detection,
                systemDownload,
                systemUpload,
                shortThreshold,
                shortPadding,
                rulesFirst,
                multipleInstancesAsOne,
                bindFailure,
                ruleFailure);
    }

    /** All values by name. */
    @Override
    public String toString() {
        return "severity=" + severity + " sharing=" + sharing + " fastDetection=" + fastDetection + " acks=" + acks
                + " accountExcluded=" + accountExcluded + " countIgnoredTraffic=" + countIgnoredTraffic
                + " shortThreshold=" + shortThreshold + " shortPadding=" + shortPadding + " preferredLatency="
                + preferredLatency + " detection="
                + detection + " systemDownload=" + systemDownload + " systemUpload=" + systemUpload + " rulesFirst="
                + rulesFirst + " multipleInstancesAsOne=" + multipleInstancesAsOne + " bindFailure=" + bindFailure
                + " ruleFailure=" + ruleFailure;
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private static final Duration MAX_LATENCY = Duration.ofSeconds(1);
        private static final int MAX_SHORT_BYTES = 1_500;

        private Severity severity = Severity.DEFAULT;
        private ClassSharing sharing = ClassSharing.PER_SENDER;
        private boolean fastDetection = true;
        private AckPolicy acks = AckPolicy.OFF;
        private boolean accountExcluded;
        private boolean countIgnoredTraffic;
        private Duration preferredLatency = Duration.ZERO;
        private @Nullable BandwidthDetection detection;
        private @Nullable Rate systemDownload;
        private @Nullable Rate systemUpload;
        private int shortThreshold;
        private int shortPadding;
        private boolean rulesFirst = true;
        private boolean multipleInstancesAsOne;
        private BindFailure bindFailure = BindFailure.BLOCK;
        private RuleFailure ruleFailure = RuleFailure.PASS;

        private Builder() {}

        /**
         * Sets the weights of high, normal and low.
         *
         * @param severity the value
         * @return this builder
         */
        public Builder severity(Severity severity) {
            this.severity = Objects.requireNonNull(severity, "severity");
            return this;
        }

        /**
         * Sets between whom shares are divided.
         *
         * @param sharing the value
         * @return this builder
         */
        public Builder sharing(ClassSharing sharing) {
            this.sharing = Objects.requireNonNull(sharing, "sharing");
            return this;
        }

        /**
         * Sets whether a class counts as active from its first packet; if not, only when its mean over the last second exceeds 1 % of the
         *     capacity, and until then it weighs as little as low traffic.
         *
         * @param fastDetection the value
         * @return this builder
         */
        public Builder fastDetection(boolean fastDetection) {
            this.fastDetection = fastDetection;
            return this;
        }

        /**
         * Sets what is done for pure TCP acknowledgements.
         *
         * @param acks the value
         * @return this builder
         */
        public Builder acks(AckPolicy acks) {
            this.acks = Objects.requireNonNull(acks, "acks");
            return this;
        }

        /**
         * Sets whether limited, delayed, dropped and custom traffic uses up capacity too; it is never held back by it.
         *
         * @param accountExcluded the value
         * @return this builder
         */
        public Builder accountExcluded(boolean accountExcluded) {
            this.accountExcluded = accountExcluded;
            return this;
        }

        /**
         * Sets whether ignored traffic is counted in the statistics of processes, connections and in the totals.
         *
         * @param countIgnoredTraffic the value
         * @return this builder
         */
        public Builder countIgnoredTraffic(boolean countIgnoredTraffic) {
            this.countIgnoredTraffic = countIgnoredTraffic;
            return this;
        }

        /**
         * Sets how long conforming traffic may be gathered into bursts.
         *
         * @param latency 0 to 1 s
         * @return this builder
         * @throws IllegalArgumentException if out of range
         */
        public Builder preferredLatency(Duration latency) {
            if (latency.isNegative() || latency.compareTo(MAX_LATENCY) > 0) {
                throw new IllegalArgumentException("preferred latency must be within 0..1 s: " + latency);
            }
            preferredLatency = latency;
            return this;
        }

        /**
         * Sets that the capacity of a link is found out, where none is given.
         *
         * @param detection how
         * @return this builder
         */
        public Builder detection(BandwidthDetection detection) {
            this.detection = Objects.requireNonNull(detection, "detection");
            return this;
        }

        /**
         * Limits all incoming traffic but the ignored, above every other limit.
         *
         * @param limit the rate
         * @return this builder
         */
        public Builder systemDownload(Rate limit) {
            systemDownload = Objects.requireNonNull(limit, "limit");
            return this;
        }

        /**
         * Limits all outgoing traffic but the ignored, above every other limit.
         *
         * @param limit the rate
         * @return this builder
         */
        public Builder systemUpload(Rate limit) {
            systemUpload = Objects.requireNonNull(limit, "limit");
            return this;
        }

        /**
         * Sets what short packets cost of the limits that penalise them: those below the threshold count their size and the padding. If either is 0, nobody
         * is penalised.
         *
         * @param threshold 0 to 1500 bytes
         * @param padding 0 to 1500 bytes
         * @return this builder
         * @throws IllegalArgumentException if one is out of range
         */
        public Builder shortPackets(int threshold, int padding) {
            shortThreshold = shortBytes("threshold", threshold);
            shortPadding = shortBytes("padding", padding);
            return this;
        }

        private static int shortBytes(String name, int bytes) {
            if (bytes < 0 || bytes > MAX_SHORT_BYTES) {
                throw new IllegalArgumentException(
                        "short packet " + name + " must be within 0.." + MAX_SHORT_BYTES + " bytes: " + bytes);
            }
            return bytes;
        }

        /**
         * Sets whether rules are asked before the priorities of executables.
         *
         * @param rulesFirst the value
         * @return this builder
         */
        public Builder rulesFirst(boolean rulesFirst) {
            this.rulesFirst = rulesFirst;
            return this;
        }

        /**
         * Sets whether the limit in the priority of an executable is one for all its processes.
         *
         * @param multipleInstancesAsOne the value
         * @return this builder
         */
        public Builder multipleInstancesAsOne(boolean multipleInstancesAsOne) {
            this.multipleInstancesAsOne = multipleInstancesAsOne;
            return this;
        }

        /**
         * Sets what becomes of an outgoing packet that a rule binds to an adapter by which it cannot leave.
         *
         * @param bindFailure the value
         * @return this builder
         */
        public Builder bindFailure(BindFailure bindFailure) {
            this.bindFailure = Objects.requireNonNull(bindFailure, "bindFailure");
            return this;
        }

        /**
         * Sets what a rule that throws is taken to have answered.
         *
         * @param ruleFailure the value
         * @return this builder
         */
        public Builder ruleFailure(RuleFailure ruleFailure) {
            this.ruleFailure = Objects.requireNonNull(ruleFailure, "ruleFailure");
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return the settings
         */
        public Settings build() {
            return new Settings(this);
        }
    }
}
