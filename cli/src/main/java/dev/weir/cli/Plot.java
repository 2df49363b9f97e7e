package dev.weir.cli;

import dev.weir.shaping.core.ShapingReport;
import java.io.IOException;

/*
 * A Java without a graphical part fails in many ways, at the first use of a class or a font: NoClassDefFoundError without the module
 * java.desktop, UnsatisfiedLinkError without its native libraries, and InternalError, RuntimeException or NullPointerException
 * without fontconfig or fonts, by version. So all that touches AWT is in Charts, and this class does not mention it.
 */
/** A report as a PNG picture, where this Java can draw. */
final class Plot {
    private Plot() {}

    /** This Java cannot draw. */
    static final class CannotDraw extends Exception {
        private static final long serialVersionUID = 1L;

        CannotDraw(Throwable failure) {
            super("this Java has no fonts or no graphics library (" + root(failure) + ")", failure);
        }

        private static Throwable root(Throwable failure) {
            Throwable root = failure;
            for (Throwable cause = root; cause != null; cause = cause.getCause()) {
                root = cause;
            }
            return root;
        }
    }

    static byte[] png(ShapingReport report) throws CannotDraw, IOException {
        try {
            return Charts.png(report);
        } catch (LinkageError | InternalError | RuntimeException e) {
            throw new CannotDraw(e);
        }
    }
}
