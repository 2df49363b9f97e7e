package dev.weir.cli;

import dev.weir.shaping.impair.Delay;
import dev.weir.shaping.impair.Durations;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.LinkProfile;
import dev.weir.shaping.impair.LinkProfiles;
import dev.weir.shaping.impair.Loss;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the profiles. */
@Command(
        name = "profiles",
        description = {
            "Lists kinds of connections and whose numbers they are: rates, delays of one direction and loss. What differs"
                    + " between the directions is given as download / upload."
        },
        footer = {"", "Example:", "  weir profiles", "  weir shape in.pcap --out out.pcap --profile web-page-test-3g"})
final class ProfilesCommand implements Callable<Integer> {
    private final Console console;

    ProfilesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        TextTable table = new TextTable("name", "down", "up", "delay", "loss", "source").withTextLast();
        for (LinkProfile profile : LinkProfiles.all()) {
            Impairment down = profile.download();
            Impairment up = profile.upload();
            table.row(
                    profile.name(),
                    rate(down),
                    rate(up),
                    either(delay(down.delay()), delay(up.delay())),
                    either(loss(down.loss()), loss(up.loss())),
                    profile.source() + " (" + profile.version() + "; delay: " + profile.latency() + ")");
        }
        console.print(table.toString());
        return 0;
    }

    private static String rate(Impairment line) {
        return line.rate() == null ? "-" : line.rate().toString();
    }

    private static String delay(Delay delay) {
        if (delay.equals(Delay.NONE)) {
            return "-";
        }
        if (!(delay instanceof Delay.Uniform uniform)) {
            return delay.toString();
        }
        String jitter = uniform.jitter().isZero() ? "" : " +- " + Durations.format(uniform.jitter());
        return Durations.format(uniform.delay()) + jitter;
    }

    private static String loss(Loss loss) {
        return loss.equals(Loss.NONE) ? "-" : loss.toString();
    }

    private static String either(String download, String upload) {
        return download.equals(upload) ? download : download + " / " + upload;
    }
}
