package dev.multimail.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Walks the repository's text files and holds them to the conventions that {@code CONTRIBUTING.md} lists. */
class TidyTest {
    private static final int LONGEST_FILE = 400;
    private static final int LONGEST_METHOD = 60;
    private static final int LONGEST_OPERATION = 120;
    private static final int WIDEST_LINE = 120;

    private static final String OPERATIONS = "functions/src/main/java/dev/multimail/functions/api/";
    /** A Lambda's entry is the one place where every failure must become an answer. */
    private static final String LAST_RESORT = "functions/gateway/ApiGateway.java";

    /** Looking for a JDK and for a browser is looking at places of the machine. */
    private static final Set<String> MAY_NAME_PLACES = Set.of("multimail");

    private static final Pattern UNFINISHED = Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|X" + "XX)\\b");
    private static final Pattern PROMISED_TWIN = Pattern.compile("(?i)keep(?:s|ing)?\\s+in\\s" + "+sync");
    private static final Pattern MACHINE_PATH = Pattern.compile(
            "(?m)(?:^|[\\s\"'(=`:])/(?:usr|home|root|opt|srv|mnt|tmp|work|farm|Users)/(?!bin/env\\b)[\\w.-]+");
    private static final Pattern BROAD_CATCH =
            Pattern.compile("catch\\s*\\([^)]*(?<![\\w])(?:java\\.lang\\.)?(?:Exception|Throwable)\\b[^)]*\\)");
    private static final Pattern VAGUE_NAME = Pattern.compile("\\b(?:class|record|interface|enum)\\s+"
            + "(?:\\w+(?:Impl|Service|Manager|Helper|Utils?|Dto|DTO)|Base[A-Z]\\w*)\\b");
    private static final Pattern FOREIGN_MAGIC = Pattern.compile(
            "(?m)^import\\s+(?:static\\s+)?(?:org\\.mockito|org\\.easymock|org\\.springframework|com\\.google\\.inject"
                    + "|javax\\.inject|jakarta\\.inject|org\\.aspectj|lombok)\\b[\\w.]*");
    private static final Pattern IS_A_TEST =
            Pattern.compile("(?m)^\\s*@(?:Test|Property|ParameterizedTest|RepeatedTest|TestFactory|Example)\\b");
    private static final Pattern TEST_NAME = Pattern.compile("\\w+(?:Test|IT|Contract)\\.java");
    private static final Pattern PACKAGE_INFO = Pattern.compile(
            "\\s*/\\*\\*(?<words>.*?)\\*/\\s*@(?:org\\.jspecify\\.annotations\\.)?NullMarked\\s+package\\s.*",
            Pattern.DOTALL);
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?](?=\\s|$)");

    private static List<SourceFile> sources = List.of();

    @BeforeAll
    static void readTheRepository() throws IOException {
        sources = Repository.sources();
    }

    @Test
    void theWalkSeesTheWholeRepository() {
        assertThat(sources)
                .extracting(SourceFile::path)
                .contains("pom.xml", "multimail", ".ci/run", "shared-core/pom.xml")
                .anyMatch(path -> path.endsWith("problem/Problem.java"))
                .noneMatch(path -> path.contains("/target/"));
    }

    @Test
    void filesAreShort() {
        nothingToPutRightIn(
                SourceFile::isProgram,
                file -> file.longerThan(LONGEST_FILE, "the file has %d lines; split it by noun at " + LONGEST_FILE));
    }

    @Test
    void operationsAreSmall() {
        nothingToPutRightIn(
                file -> file.path().startsWith(OPERATIONS),
                file -> file.longerThan(
                        LONGEST_OPERATION, "the operation has %d lines; move what decides into shared-core"));
    }

    @Test
    void methodsAreShort() {
        nothingToPutRightIn(
                SourceFile::isJava,
                file -> JavaCode.methods(file.text()).stream()
                        .filter(method -> method.length() > LONGEST_METHOD)
                        .map(method -> file.complaint(
                                method.firstLine(),
                                "%s has %d lines; give a part of it a name of its own (%d fit)"
                                        .formatted(method.name(), method.length(), LONGEST_METHOD)))
                        .toList());
    }

    @Test
    void linesAreNarrow() {
        // Python's own linter measures Python, and a test's table of data is as wide as its data.
        nothingToPutRightIn(
                file -> file.isProgram() && !file.path().endsWith(".py"),
                file -> file.isTestJava()
                        ? new SourceFile(file.path(), JavaCode.withoutLiterals(file.text())).widerThan(WIDEST_LINE)
                        : file.widerThan(WIDEST_LINE));
    }

    @Test
    void nothingIsLeftForLater() {
        nothingToPutRightIn(
                file -> true, file -> file.complaints(UNFINISHED, "\"%s\": finish it, or open an issue instead"));
    }

    @Test
    void twinsAreHeldTogetherByTestsAndNotByComments() {
        nothingToPutRightIn(
                file -> true,
                file -> file.complaints(PROMISED_TWIN, "\"%s\": write a test that holds the two together"));
    }

    @Test
    void noPathBelongsToOneMachine() {
        nothingToPutRightIn(
                file -> !MAY_NAME_PLACES.contains(file.path()),
                file -> file.complaints(MACHINE_PATH, "%s exists on some machines only; find it, or let it be given"));
    }

    @Test
    void typesAreNamedForWhatTheyAre() {
        nothingToPutRightIn(
                SourceFile::isJava,
                file -> file.complaintsInCode(
                        VAGUE_NAME, "\"%s\" says little; name it for the noun or the technology"));
    }

    @Test
    void everyFailureIsCaughtByNameButAtTheLambdaEntry() {
        nothingToPutRightIn(
                file -> file.isMainJava() && !file.path().endsWith(LAST_RESORT),
                file -> file.complaintsInCode(BROAD_CATCH, "\"%s\" hides faults; catch what can really be answered"));
    }

    @Test
    void noFrameworkStandsBetweenReaderAndCode() {
        nothingToPutRightIn(
                SourceFile::isJava, file -> file.complaints(FOREIGN_MAGIC, "\"%s\": write it plainly instead"));
    }

    @Test
    void testClassesAreNamedTestOrContract() {
        nothingToPutRightIn(
                file -> file.isTestJava() && IS_A_TEST.matcher(file.text()).find(),
                file -> TEST_NAME.matcher(file.name()).matches()
                        ? List.of()
                        : List.of(file.complaint(1, "has tests; name it …Test, …IT if networked, or …Contract")));
    }

    @Test
    void everyPackageSaysInOneSentenceWhatItHolds() {
        Set<String> described = sources.stream()
                .filter(file -> file.name().equals("package-info.java"))
                .map(TidyTest::folder)
                .collect(Collectors.toSet());
        List<String> complaints = new ArrayList<>();
        sources.stream()
                .filter(SourceFile::isMainJava)
                .map(TidyTest::folder)
                .distinct()
                .filter(folder -> !described.contains(folder))
                .forEach(folder ->
                        complaints.add(folder + ": add a package-info.java with one sentence and @NullMarked"));
        sources.stream()
                .filter(file -> file.isMainJava() && file.name().equals("package-info.java"))
                .filter(file -> !isOneSentence(file))
                .forEach(file -> complaints.add(file.complaint(1, "write one Javadoc sentence, then @NullMarked")));
        assertNothing(complaints);
    }

    @Test
    void everyFileInEventsIsUsed() {
        String programs = sources.stream()
                .filter(SourceFile::isProgram)
                .map(SourceFile::text)
                .collect(Collectors.joining("\n"));
        nothingToPutRightIn(
                file -> file.path().startsWith("events/") && !file.path().endsWith(".md"), file -> {
                    String stem = file.name().replaceFirst("\\.\\w+$", "");
                    boolean used = programs.contains(file.name()) || programs.contains('"' + stem + '"');
                    return used
                            ? List.of()
                            : List.of(file.complaint(1, "no source or test names it; use or remove it"));
                });
    }

    private static boolean isOneSentence(SourceFile packageInfo) {
        Matcher parts = PACKAGE_INFO.matcher(packageInfo.text());
        if (!parts.matches()) {
            return false;
        }
        String words =
                parts.group("words").replaceAll("\\s*\\n\\s*\\*?\\s*", " ").strip();
        return SENTENCE_END.matcher(words).results().count() == 1 && words.endsWith(".");
    }

    private static String folder(SourceFile file) {
        Path parent = Path.of(file.path()).getParent();
        return parent == null ? "" : parent.toString();
    }

    private static void nothingToPutRightIn(
            Predicate<SourceFile> which, Function<SourceFile, List<String>> complaintsOf) {
        Set<String> complaints = new TreeSet<>();
        sources.stream().filter(which).map(complaintsOf).forEach(complaints::addAll);
        assertNothing(complaints);
    }

    private static void assertNothing(Collection<String> complaints) {
        assertThat(complaints)
                .withFailMessage(() -> "To put right:\n  " + String.join("\n  ", complaints))
                .isEmpty();
    }
}
