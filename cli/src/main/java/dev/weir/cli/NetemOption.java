package dev.weir.cli;

import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.impair.Netem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options {@code --netem}, {@code --netem-download} and {@code --netem-quirks}. */
final class NetemOption {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--netem",
            paramLabel = "ARGS",
            description = "What the line does to outgoing packets, as arguments of 'tc .. netem', such as"
                    + " \"delay 100ms 20ms loss 1%%\".")
    private @Nullable String upload;

    @Option(names = "--netem-download", paramLabel = "ARGS", description = "The same for incoming packets.")
    private @Nullable String download;

    @Option(
            names = "--netem-quirks",
            description = "Take over what netem makes of its arguments, errors included, where that is known.")
    private boolean quirks;

    /** Adds the lines to a recipe, in the place of a profile's; the other options may not have given them too. */
    void addTo(Shaper.Builder recipe, boolean hasDownload, boolean hasUpload, Console console) {
        if (download != null) {
            requireOnce(hasDownload, "--netem-download and --download both set the line of incoming packets");
            recipe.download(read("--netem-download", download, recipe, console).impairment());
        }
        if (upload != null) {
            requireOnce(hasUpload, "--netem and --upload both set the line of outgoing packets");
            recipe.upload(read("--netem", upload, recipe, console).impairment());
        }
    }

    private void requireOnce(boolean given, String problem) {
        if (given) {
            throw new ParameterException(spec.commandLine(), problem);
        }
    }

    private Netem read(String option, String arguments, Shaper.Builder recipe, Console console) {
        try {
            Netem netem = quirks ? Netem.compatible(arguments) : Netem.parse(arguments);
            netem.notes().forEach(note -> console.warn("netem: " + note));
            netem.seed().ifPresent(recipe::seed);
            return netem;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "invalid value for option '" + option + "': " + e.getMessage(), e);
        }
    }
}
