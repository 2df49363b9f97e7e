package dev.weir.shaping.impair;

import dev.weir.shaping.Rate;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The word {@code rate}. */
final class RateWords implements PartWords {
    private @Nullable Rate rate;

    @Override
    public List<String> names() {
        return List.of("rate");
    }

    @Override
    public void read(String name, String value) {
        rate = Rate.parse(value);
    }

    @Override
    public void finish(Impairment.Builder builder) {
        if (rate != null) {
            builder.rate(rate);
        }
    }

    @Override
    public void print(Impairment impairment, StringJoiner words) {
        if (impairment.rate() != null) {
            words.add("rate=" + impairment.rate());
        }
    }
}
