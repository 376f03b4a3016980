package io.spillway.docs;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages for people. */
final class Pages {
    static final Path ROOT = Path.of("..");
    static final Path DOCS = ROOT.resolve("docs");

    private Pages() {}

    static List<Path> all() throws IOException {
        try (Stream<Path> docs = Files.walk(DOCS)) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CHANGELOG.md")), docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the first group of {@code pattern} finds on any page, each once. */
    static Set<String> found(Pattern pattern) throws IOException {
        return all().stream()
                .flatMap(page -> pattern.matcher(text(page)).results())
                .map(Pages::firstGroup)
                .collect(toSet());
    }

    static String firstGroup(MatchResult match) {
        return match.group(1);
    }
}
