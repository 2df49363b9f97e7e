package dev.weir.benchmarks;

import dev.weir.shaping.impair.QueueDiscipline;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws how long packets wait under CoDel and FQ-CoDel over time: those of a greedy flow, and those of a flow that sends little beside it. The same picture each time, but
 * for the fonts of the machine.
 *
 * <p>Run: {@code java -Djava.awt.headless=true -cp benchmarks/target/benchmarks.jar dev.weir.benchmarks.QueueDelayPlot docs/queues.png}
 */
public final class QueueDelayPlot {
    private static final Color CODEL = new Color(0x1F6FB4);
    private static final Color CODEL_SPARSE = new Color(0x8FC1E8);
    private static final Color FQ = new Color(0xD9660B);
    private static final Color FQ_SPARSE = new Color(0x3C9A3C);

    private QueueDelayPlot() {}

    /**
     * Draws the picture.
     *
     * @param args the file
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("expected: FILE");
        }
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(420)
                .title("Time from arrival to last bit, 8 Mbit/s, round trip 50 ms")
                .xAxisTitle("time (s)")
                .yAxisTitle("time in the queue (ms)")
                .build();
        chart.getStyler().setXAxisMin(0.0).setYAxisMin(0.0).setYAxisMax(15.0);
        chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        QueueDelays codel = QueueDelays.under(QueueDiscipline.codel());
        QueueDelays flows = QueueDelays.under(QueueDiscipline.fqCodel());
        series(chart, "CoDel, greedy flow", codel.greedyMillis(), CODEL);
        series(chart, "CoDel, sparse flow", codel.sparseMillis(), CODEL_SPARSE);
        series(chart, "FQ-CoDel, greedy flow", flows.greedyMillis(), FQ);
        series(chart, "FQ-CoDel, sparse flow", flows.sparseMillis(), FQ_SPARSE);
        try (OutputStream png = Files.newOutputStream(Path.of(args[0]))) {
            BitmapEncoder.saveBitmap(List.of(chart), 1, 1, png, BitmapFormat.PNG);
        }
    }

    private static void series(XYChart chart, String name, double[] millis, Color color) {
        double[] seconds = new double[millis.length];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = i * QueueDelays.BIN_MILLIS / 1e3;
        }
        XYSeries series = chart.addSeries(name, seconds, millis);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(1.5f));
    }
}
