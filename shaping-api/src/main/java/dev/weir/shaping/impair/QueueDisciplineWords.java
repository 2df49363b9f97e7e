package dev.weir.shaping.impair;

import java.util.List;
import java.util.StringJoiner;

/** The word {@code aqm}. */
final class QueueDisciplineWords implements PartWords {
    private QueueDiscipline discipline = TailDrop.INSTANCE;

    @Override
    public List<String> names() {
        return List.of("aqm");
    }

    @Override
    public void read(String name, String value) {
        discipline = QueueDiscipline.parse(value);
    }

    @Override
    public void finish(Impairment.Builder builder) {
        builder.discipline(discipline);
    }

    @Override
    public void print(Impairment impairment, StringJoiner words) {
        if (!impairment.discipline().equals(TailDrop.INSTANCE)) {
            words.add("aqm=" + impairment.discipline());
        }
    }
}
