package dev.weir.shaping.filter;

import dev.weir.shaping.IpAddress;
import dev.weir.shaping.match.AddressRange;
import dev.weir.shaping.match.NumberSet;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The whole numbers from one to another, both included: of ports, or of addresses taken as numbers. Immutable. */
record Span(BigInteger first, BigInteger last) {
    private static final Comparator<Span> LONGEST_FIRST = Comparator.comparing(Span::length, Comparator.reverseOrder());

    static Span of(AddressRange range) {
        return new Span(number(range.from()), number(range.to()));
    }

    static BigInteger number(IpAddress address) {
        return new BigInteger(1, address.bytes());
    }

    static List<Span> of(NumberSet numbers) {
        return IntStream.range(0, numbers.ranges())
                .mapToObj(i -> new Span(BigInteger.valueOf(numbers.first(i)), BigInteger.valueOf(numbers.last(i))))
                .toList();
    }

    /** Spans in order, with those that meet made into one. */
    static List<Span> sorted(List<Span> spans) {
        List<Span> result = new ArrayList<>();
        for (Span span :
                spans.stream().sorted(Comparator.comparing(Span::first)).toList()) {
            Span before = result.isEmpty() ? null : result.get(result.size() - 1);
            if (before == null || span.first.compareTo(before.last) > 0) {
                result.add(span);
            } else {
                result.set(result.size() - 1, new Span(before.first, before.last.max(span.last)));
            }
        }
        return result;
    }

    private BigInteger length() {
        return last.subtract(first);
    }

    boolean single() {
        return first.equals(last);
    }

    /** At most so many of some spans: the longest ones, in order. */
    static List<Span> fewer(List<Span> spans, int most) {
        if (spans.size() <= most) {
            return spans;
        }
        return spans.stream()
                .sorted(LONGEST_FIRST)
                .limit(most)
                .sorted(Comparator.comparing(Span::first))
                .toList();
    }

    /** At most so many spans that have at least the numbers of some ascending ones: the narrowest gaps are closed. */
    static List<Span> joined(List<Span> spans, int most) {
        if (spans.size() <= most) {
            return spans;
        }
        List<Span> gaps = new ArrayList<>();
        for (int i = 1; i < spans.size(); i++) {
            BigInteger before = spans.get(i - 1).last;
            BigInteger behind = spans.get(i).first;
            gaps.add(new Span(before, behind));
        }
        List<Span> result = new ArrayList<>();
        BigInteger start = spans.get(0).first;
        for (Span gap : fewer(gaps, most - 1)) {
            result.add(new Span(start, gap.first));
            start = gap.last;
        }
        result.add(new Span(start, spans.get(spans.size() - 1).last));
        return result;
    }
}
