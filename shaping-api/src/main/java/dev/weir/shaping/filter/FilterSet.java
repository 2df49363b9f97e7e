package dev.weir.shaping.filter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An ordered list of uniquely named filters; the first that matches a packet decides. Immutable, thread-safe, equal by value: every edit answers a new list.
 *
 * <p>A packet that is piped, and one that no filter matches, goes on to the rules. Filters without an id of their own have their place in the list, counted from 1
 * over all filters, those that are switched off too; it changes when the list does.
 *
 * @param filters the filters in order
 */
public record FilterSet(List<Filter> filters) {
    private static final FilterSet EMPTY = new FilterSet(List.of());

    /**
     * Copies the list.
     *
     * @param filters the filters in order
     * @throws IllegalArgumentException if two filters have the same name, or the same id
     */
    public FilterSet {
        filters = List.copyOf(filters);
        Set<String> names = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (int i = 0; i < filters.size(); i++) {
            String name = filters.get(i).name();
            if (!names.add(name)) {
                throw new IllegalArgumentException("filter name is already in the list: \"" + name + "\"");
            }
            int id = id(filters, i);
            if (!ids.add(id)) {
                throw new IllegalArgumentException("filter id is already in the list: " + id + " of \"" + name + "\"");
            }
        }
    }

    private static int id(List<Filter> filters, int index) {
        int own = filters.get(index).id();
        return own == 0 ? index + 1 : own;
    }

    /**
     * The empty list.
     *
     * @return the list
     */
    public static FilterSet empty() {
        return EMPTY;
    }

    /**
     * A list of filters.
     *
     * @param filters the filters in order
     * @return the list
     * @throws IllegalArgumentException if two filters have the same name, or the same id
     */
    public static FilterSet of(Filter... filters) {
        return new FilterSet(List.of(filters));
    }

    /**
     * This list with one more filter at the end.
     *
     * @param filter the filter
     * @return the new list
     * @throws IllegalArgumentException if its name or its id is already in the list
     */
    public FilterSet with(Filter filter) {
        List<Filter> longer = new ArrayList<>(filters);
        longer.add(filter);
        return new FilterSet(longer);
    }

    /**
     * This list without a filter.
     *
     * @param name the filter's name
     * @return the new list
     * @throws IllegalArgumentException if there is no such filter
     */
    public FilterSet without(String name) {
        List<Filter> shorter = new ArrayList<>(filters);
        shorter.remove(index(name));
        return new FilterSet(shorter);
    }

    private int index(String name) {
        for (int i = 0; i < filters.size(); i++) {
            if (filters.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("filter name is not in the list: \"" + name + "\"");
    }

    /**
     * Whether the list has a filter of a name.
     *
     * @param name the name, compared with case
     * @return true if it has
     */
    public boolean contains(String name) {
        return filters.stream().anyMatch(filter -> filter.name().equals(name));
    }

    /**
     * The id that packets piped by a filter carry: the filter's own, or its place in the list.
     *
     * @param name the filter's name
     * @return 1 or more
     * @throws IllegalArgumentException if there is no such filter
     */
    public int id(String name) {
        return id(filters, index(name));
    }

    /** The filters, one a line. */
    @Override
    public String toString() {
        return filters.stream().map(Filter::toString).collect(Collectors.joining("\n"));
    }
}
