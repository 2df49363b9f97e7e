package dev.weir.cli;

import dev.weir.shaping.config.ImportedProfiles;
import dev.weir.shaping.config.ProfileFile;
import dev.weir.shaping.impair.LinkProfile;
import dev.weir.shaping.impair.LinkProfiles;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options {@code --profile} and {@code --profiles}. */
final class ProfileOption {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "A kind of connection, such as web-page-test-3g; 'weir profiles' lists them.")
    private @Nullable String name;

    @Option(
            names = "--profiles",
            paramLabel = "FILE",
            description = "Where to look for the profile: a file of Network Link Conditioner (plist) or ATC (JSON)."
                    + " A file with one profile needs no name.")
    private @Nullable Path file;

    /** The profile that is asked for, or null if none is. */
    @Nullable
    LinkProfile profile(Console console) throws IOException {
        if (file != null) {
            return of(ProfileFile.read(file), file, console);
        }
        return name == null ? null : known(name);
    }

    private LinkProfile known(String wanted) {
        try {
            return LinkProfiles.byName(wanted);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage() + ", see weir profiles", e);
        }
    }

    private LinkProfile of(ImportedProfiles read, Path from, Console console) {
        read.warnings().forEach(warning -> console.warn(from + ": " + warning));
        String wanted = name;
        if (wanted == null && read.profiles().size() == 1) {
            return read.profiles().get(0);
        }
        try {
            return read.byName(wanted == null ? "" : wanted);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }

    private ParameterException wrong(String message, Exception cause) {
        return new ParameterException(spec.commandLine(), "invalid value for option '--profile': " + message, cause);
    }
}
