package dev.weir.shaping.impair;

import java.util.List;
import java.util.StringJoiner;

/** The word {@code loss}. */
final class LossWords implements PartWords {
    private Loss loss = Loss.NONE;

    @Override
    public List<String> names() {
        return List.of("loss");
    }

    @Override
    public void read(String name, String value) {
        loss = Loss.parse(value);
    }

    @Override
    public void finish(Impairment.Builder builder) {
        builder.loss(loss);
    }

    @Override
    public void print(Impairment impairment, StringJoiner words) {
        if (!impairment.loss().equals(Loss.NONE)) {
            words.add("loss=" + impairment.loss());
        }
    }
}
