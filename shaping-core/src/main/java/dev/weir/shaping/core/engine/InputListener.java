package dev.weir.shaping.core.engine;

import dev.weir.shaping.Adapter;
import dev.weir.shaping.Direction;
import dev.weir.shaping.LinkType;
import dev.weir.shaping.RuleSet;
import dev.weir.shaping.filter.FilterSet;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.Timeline;

/**
 * Hears of the inputs of an engine, in order, on its thread. Given the same inputs again, another engine of the same recipe decides the same.
 *
 * <p>Times are logical nanoseconds and never run backward. Must not throw.
 */
public interface InputListener {
    /**
     * A packet was taken or dropped; one whose source must offer it again is not told of.
     *
     * @param nanos when
     * @param bytes an array that holds the packet, valid during the call
     * @param offset where it starts
     * @param capturedLength the bytes at hand
     * @param length the length on the line in bytes
     * @param linkType what the first byte is
     * @param direction the way it travels
     * @param adapter the number of its adapter, 0 for none; others have been told of
     * @param source the lossless source that sent it, 1 to 255, or 0
     * @param token its mark
     */
    void offered(
            long nanos,
            byte[] bytes,
            int offset,
            int capturedLength,
            int length,
            LinkType linkType,
            Direction direction,
            int adapter,
            int source,
            long token);

    /**
     * An adapter whose first packet is told of next.
     *
     * @param nanos when
     * @param number its number, 1 to {@value Adapters#MAX}
     * @param adapter the adapter
     */
    void adapter(long nanos, int number, Adapter adapter);

    /**
     * There was no room for a released packet. Told before the input during which it happened, which may be the offer of that packet.
     *
     * @param nanos when
     * @param number the packet's place in the order of arrival
     */
    void refused(long nanos, long number);

    /**
     * Packets that waited for room were taken.
     *
     * @param nanos when
     * @param packets how many, 1 or more
     */
    void retried(long nanos, long packets);

    /**
     * The rules were replaced.
     *
     * @param nanos when
     * @param number how many times by now, from 1
     * @param rules the new rules
     */
    void rules(long nanos, int number, RuleSet rules);

    /**
     * The filters were replaced.
     *
     * @param nanos when
     * @param number how many times by now, from 1
     * @param filters the new filters
     */
    void filters(long nanos, int number, FilterSet filters);

    /**
     * A line was changed.
     *
     * @param nanos when
     * @param direction the direction of its packets
     * @param line what it is made of from now on, which is time 0 of the timeline
     */
    void line(long nanos, Direction direction, Timeline<Impairment> line);

    /**
     * A name of addresses stands for something else.
     *
     * @param nanos when
     * @param name the name, as lists of addresses have it
     * @param members what belongs to it, as a list of addresses; may be empty
     */
    void addresses(long nanos, String name, String members);

    /**
     * A packet came after the last event.
     *
     * @param nanos when
     * @param direction its direction
     * @param length its length in bytes
     */
    void late(long nanos, Direction direction, int length);

    /**
     * No more packets are taken from outside.
     *
     * @param nanos when
     * @param policy what becomes of held packets
     */
    void closing(long nanos, String policy);

    /**
     * All that was held has been dropped.
     *
     * @param nanos when
     * @param released the packets released in all
     */
    void closed(long nanos, long released);
}
