package dev.weir.cli;

import dev.weir.shaping.core.DirectionReport;
import dev.weir.shaping.core.LinkReport;
import dev.weir.shaping.core.ShapingReport;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a report: throughput offered and delivered in each direction, and below the distribution of added delay. Needs AWT and fonts. */
final class Charts {
    private static final int WIDTH = 1100;
    private static final int HEIGHT = 340;
    private static final Color OFFERED = new Color(0xC9CED6);
    private static final Color DOWNLOAD = new Color(0x1F6FB4);
    private static final Color UPLOAD = new Color(0xD9660B);
    private static final Color GRID = new Color(0xE6E8EB);
    private static final BasicStroke DASHED =
            new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0, new float[] {6, 5}, 0);
    private static final Color TEXT = new Color(0x333333);

    private Charts() {}

    static byte[] png(ShapingReport report) throws IOException {
        ImageIO.setUseCache(false);
        List<XYChart> charts = List.of(
                throughput("Download", report.incoming(), DOWNLOAD, report),
                throughput("Upload", report.outgoing(), UPLOAD, report),
                delays(report));
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        BitmapEncoder.saveBitmap(charts, charts.size(), 1, png, BitmapFormat.PNG);
        return png.toByteArray();
    }

    private static XYChart throughput(String title, DirectionReport way, Color color, ShapingReport report) {
        XYChart chart = chart(title + ": offered and delivered throughput", "time (s)", "throughput (Mbit/s)");
        ThroughputCurve offered = new ThroughputCurve(way.offered(), report.duration());
        ThroughputCurve delivered = new ThroughputCurve(way.delivered(), report.duration());
        XYSeries area = series(chart, "offered", offered.seconds(), offered.megabitsPerSecond(), OFFERED);
        area.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
        area.setFillColor(OFFERED);
        series(chart, "delivered", delivered.seconds(), delivered.megabitsPerSecond(), color);
        LinkReport link = way.link();
        if (link != null) {
            double rate = link.configuredRate().bitsPerSecond() / 1e6;
            double[] ends = {0, offered.endSeconds()};
            XYSeries limit = series(chart, "line rate", ends, new double[] {rate, rate}, TEXT);
            limit.setLineStyle(DASHED);
        }
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(offered.endSeconds()).setYAxisMin(0.0);
        return chart;
    }

    private static XYChart delays(ShapingReport report) {
        XYChart chart = chart("Added delay: share of packets released within", "added delay (ms)", "packets (%)");
        DelayCurve incoming = new DelayCurve(report.incoming());
        DelayCurve outgoing = new DelayCurve(report.outgoing());
        double endMillis = Math.max(1, 1.02 * Math.max(incoming.maxMillis(), outgoing.maxMillis()));
        series(chart, "download", incoming.millis(endMillis), incoming.percent(), DOWNLOAD)
                .setXYSeriesRenderStyle(XYSeriesRenderStyle.Step);
        series(chart, "upload", outgoing.millis(endMillis), outgoing.percent(), UPLOAD)
                .setXYSeriesRenderStyle(XYSeriesRenderStyle.Step);
        chart.getStyler()
                .setXAxisMin(0.0)
                .setXAxisMax(endMillis)
                .setYAxisMin(0.0)
                .setYAxisMax(100.0);
        return chart;
    }

    private static XYSeries series(XYChart chart, String name, double[] x, double[] y, Color color) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(2));
        return series;
    }

    private static XYChart chart(String title, String xTitle, String yTitle) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        XYStyler styler = chart.getStyler();
        styler.setLocale(Locale.ROOT);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setChartFontColor(TEXT);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setLegendBorderColor(GRID);
        styler.setPlotMargin(0);
        styler.setChartPadding(14);
        styler.setYAxisLeftWidthHint(70);
        return chart;
    }
}
