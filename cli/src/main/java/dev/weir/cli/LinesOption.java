package dev.weir.cli;

import dev.weir.shaping.core.Shaper;
import dev.weir.shaping.impair.Impairment;
import dev.weir.shaping.impair.LinkProfile;
import dev.weir.shaping.impair.Timeline;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options {@code --profile}, {@code --download} and {@code --upload}, and those of netem. */
final class LinesOption {
    @Mixin
    private ProfileOption profile = new ProfileOption();

    @Option(
            names = "--download",
            paramLabel = "SPEC",
            converter = LineSpec.class,
            description = "What the line does to incoming packets, in the place of the profile's.")
    private @Nullable Timeline<Impairment> download;

    @Option(
            names = "--upload",
            paramLabel = "SPEC",
            converter = LineSpec.class,
            description = "What the line does to outgoing packets, in the place of the profile's.")
    private @Nullable Timeline<Impairment> upload;

    @Mixin
    private NetemOption netem = new NetemOption();

    Shaper.Builder addTo(Shaper.Builder recipe, Console console) throws IOException {
        LinkProfile known = profile.profile(console);
        if (known != null) {
            recipe.profile(known);
        }
        if (download != null) {
            recipe.download(download);
        }
        if (upload != null) {
            recipe.upload(upload);
        }
        netem.addTo(recipe, download != null, upload != null, console);
        return recipe;
    }
}
