package io.kadmos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents stay true where a program can tell: a class that moves takes its links along. */
class DocumentsTest {

    private static final Path DOCUMENTS = Path.of("src/main/docs");
    private static final Path README = Path.of("README.md");
    private static final int README_LINES = 200;

    /** {@code [text](target)}, {@code [text](target#anchor)} and {@code [name]: target}; a web address has a colon. */
    private static final Pattern LINK = Pattern.compile("(?m)(?:\\]\\(|^\\[[^\\]]+\\]: )([^)\\s#:]++)(?=[)\\s#]|$)");
    /** A link into a page: the page, empty for the page itself, and the heading. */
    private static final Pattern ANCHOR = Pattern.compile("(?m)(?:\\]\\(|^\\[[^\\]]+\\]: )([^)\\s#:]*)#([^)\\s]+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern BLOCK = Pattern.compile("(?s)```.*?```");
    private static final Pattern REFERENCE = Pattern.compile("\\[(\\w+)\\](?![\\[(:])");
    private static final Pattern DEFINITION = Pattern.compile("(?m)^\\[([^\\]]+)\\]: ");
    /** {@code `method`}, {@code `Class.method`} and {@code `Class#method`}. */
    private static final Pattern NAME = Pattern.compile("`(?:\\w+[.#])?([a-z]+[A-Z]\\w+)`");
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");

    static List<Path> documents() throws IOException {
        return Stream.concat(pagesOnTheCode().stream(), Stream.of(README, Path.of("charts/kadmos/README.md"))).toList();
    }

    static List<Path> pagesOnTheCode() throws IOException {
        try (Stream<Path> pages = Files.list(DOCUMENTS)) {
            return pages.filter(page -> page.toString().endsWith(".md")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyRelativeLinkLeadsToAFile(Path document) throws IOException {
        assertThat(LINK.matcher(Files.readString(document)).results().map(link -> link.group(1)))
                .allSatisfy(target -> assertThat(document.toAbsolutePath().resolveSibling(target)).exists());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkIntoAPageLeadsToAHeading(Path document) throws IOException {
        for (MatchResult link : ANCHOR.matcher(Files.readString(document)).results().toList()) {
            Path page = link.group(1).isEmpty() ? document : document.toAbsolutePath().resolveSibling(link.group(1));
            if (page.toString().endsWith(".md")) {
                assertThat(anchors(page)).contains(link.group(2));
            }
        }
    }

    /** As GitHub makes them of the headings. */
    private static List<String> anchors(Path page) throws IOException {
        String prose = BLOCK.matcher(Files.readString(page)).replaceAll("");
        return HEADING.matcher(prose).results().map(heading -> heading.group(1).strip().toLowerCase(Locale.ROOT)
                .replaceAll("[^\\w\\- ]", "").replace(' ', '-')).toList();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyNameInBracketsIsDefined(Path document) throws IOException {
        String text = Files.readString(document);
        List<String> defined = DEFINITION.matcher(text).results().map(name -> name.group(1)).toList();
        String prose = CODE.matcher(text).replaceAll("");
        assertThat(REFERENCE.matcher(prose).results().map(name -> name.group(1))).isSubsetOf(defined);
    }

    /** A test that is cited as evidence and bears another name by now would be none. */
    @ParameterizedTest
    @MethodSource("pagesOnTheCode")
    void everyNameOfAMethodOccursInTheSources(Path document) throws IOException {
        Set<String> words = wordsOfTheSources();
        assertThat(NAME.matcher(Files.readString(document)).results().map(name -> name.group(1))).isSubsetOf(words);
    }

    private static Set<String> wordsOfTheSources() throws IOException {
        Set<String> words = new HashSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path source : files.filter(file -> file.toString().endsWith(".java")).toList()) {
                WORD.matcher(Files.readString(source)).results().forEach(word -> words.add(word.group()));
            }
        }
        return words;
    }

    @Test
    void theReadmeIsReadInOneSitting() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(README_LINES);
    }
}
