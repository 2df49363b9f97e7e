package dev.weir.shaping.core.engine;

import dev.weir.shaping.Priority;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.Settings;
import dev.weir.shaping.core.rule.Providers;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Timeline;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.BiConsumer;

/**
 * Everything an engine is made of. Immutable.
 *
 * @param filters what is settled before the rules
 * @param rules the rules in order
 * @param defaultPriority what is done to packets that no rule decides
 * @param download the incoming line over time, under all rules
 * @param upload the outgoing line over time, under all rules
 * @param capacity what high, normal and low share in each direction
 * @param adapters which adapters have capacities of their own, and what else is known of them
 * @param settings how they share it
 * @param shared what is shared with other engines
 * @param seed of all random draws
 * @param providers what the engine cannot know by itself
 * @param start the instant of logical time 0
 * @param zone the zone of dates and hours
 * @param maxPacketBytes the bytes of packets the engine may hold
 * @param maxFlows the flows the engine may keep
 * @param streams how streams are kept
 * @param addresses what is known of names of addresses
 * @param ruleErrors is told the name of a rule that threw, and what
 */
public record Recipe(
        FilterSet filters,
        RuleSet rules,
        Priority defaultPriority,
        Timeline<Impairment> download,
        Timeline<Impairment> upload,
        Capacity capacity,
        AdapterPlan adapters,
        Settings settings,
        SharedParts shared,
        long seed,
        Providers providers,
        Instant start,
        ZoneId zone,
        long maxPacketBytes,
        int maxFlows,
        StreamPolicy streams,
        AddressPlan addresses,
        BiConsumer<String, RuntimeException> ruleErrors) {}
