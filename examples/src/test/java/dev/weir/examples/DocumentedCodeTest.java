package dev.weir.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Compiles every Java block of the README and the docs, as it stands there. */
class DocumentedCodeTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final List<String> IMPORTED = List.of(
            "static dev.weir.shaping.Country",
            "static dev.weir.shaping.Priorities",
            "static dev.weir.shaping.Rate",
            "static dev.weir.shaping.match.Matches",
            "static java.time.Duration",
            "dev.weir.capture.pcap",
            "dev.weir.capture.relay",
            "dev.weir.shaping",
            "dev.weir.shaping.capture",
            "dev.weir.shaping.config",
            "dev.weir.shaping.core",
            "dev.weir.shaping.filter",
            "dev.weir.shaping.impair",
            "dev.weir.shaping.lookup",
            "dev.weir.shaping.match",
            "dev.weir.shaping.lookup.cache",
            "dev.weir.shaping.lookup.inspect",
            "dev.weir.shaping.lookup.mmdb",
            "dev.weir.examples",
            "java.net",
            "java.net.http",
            "java.nio",
            "java.nio.channels",
            "java.nio.file",
            "java.time",
            "java.time.temporal",
            "java.util");

    /** What the page on tests uses, in addition. */
    private static final List<String> IMPORTED_IN_TESTS = List.of(
            "static dev.weir.shaping.Probability",
            "static dev.weir.shaping.junit.WeirAssertions",
            "static org.assertj.core.api.Assertions",
            "static org.junit.jupiter.api.Assertions",
            "static dev.weir.capture.relay.RelayDirection",
            "java.net.http.HttpResponse",
            "com.sun.net.httpserver",
            "dev.weir.shaping.junit",
            "java.lang.annotation",
            "java.net.http",
            "org.junit.jupiter.api",
            "org.junit.jupiter.api.extension",
            "org.springframework.beans.factory.annotation",
            "org.springframework.context.annotation",
            "org.springframework.test.context",
            "org.springframework.test.context.junit.jupiter");

    @TestFactory
    Stream<DynamicTest> every_documented_block_compiles() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            Matcher blocks = BLOCK.matcher(Files.readString(page));
            while (blocks.find()) {
                String code = blocks.group(1);
                String name =
                        ROOT.relativize(page) + ": " + code.lines().findFirst().orElse("");
                List<String> imported = new ArrayList<>(IMPORTED);
                if (page.endsWith("junit.md") || (page.endsWith("README.md") && isTypes(code))) {
                    imported.addAll(IMPORTED_IN_TESTS);
                }
                tests.add(DynamicTest.dynamicTest(
                        name, () -> assertThat(errors(code, imported)).isEmpty()));
            }
        }
        return tests.stream();
    }

    @Test
    void finds_the_blocks_of_the_readme() throws IOException {
        assertThat(BLOCK.matcher(Files.readString(ROOT.resolve("README.md"))).results())
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void the_readme_states_what_its_first_block_prints() throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("\n" + SlowUpload.run() + "\n");
    }

    @Test
    void the_readme_shows_a_test_that_runs() throws IOException {
        String test = Files.readString(Path.of("src/test/java/dev/weir/examples/SilentServerTest.java"));
        assertThat(Files.readString(ROOT.resolve("README.md")))
                .contains("```java\n"
                        + test.substring(test.indexOf("class SilentServerTest")).strip() + "\n```");
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            List<Path> pages =
                    new ArrayList<>(docs.filter(page -> page.toString().endsWith(".md"))
                            .sorted()
                            .toList());
            pages.add(ROOT.resolve("README.md"));
            return pages;
        }
    }

    /** Whether a block declares types; others are statements. */
    private static boolean isTypes(String code) {
        return code.startsWith("class ") || code.startsWith("@");
    }

    /** What the compiler says of statements. */
    static List<String> errors(String code) {
        return errors(code, IMPORTED);
    }

    private static List<String> errors(String code, List<String> imported) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        String imports = imported.stream()
                                .map(name -> "import " + name + ".*;\n")
                                .collect(Collectors.joining());
                        return isTypes(code)
                                ? "package dev.weir.examples;\n" + imports + code
                                : imports + "class Snippet { Shaper shaper; void run() throws Exception {\n" + code
                                        + "}}";
                    }
                };
        List<String> options = List.of("-proc:none", "-implicit:none", "-d", "target");
        compiler.getTask(null, null, found, options, null, List.of(source)).call();
        return found.getDiagnostics().stream().map(Object::toString).toList();
    }
}
