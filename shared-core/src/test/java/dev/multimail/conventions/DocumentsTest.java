package dev.multimail.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What documents say that a test holds, a test of that name is there for. */
class DocumentsTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*Test)(?:\\.([a-z]\\w*))?`");
    private static final int MANY = 20;

    @ParameterizedTest
    @ValueSource(strings = {"docs/security.md", "docs/reliability.md"})
    void everyTestThatIsNamedIsThere(String document) throws IOException {
        List<SourceFile> sources = Repository.sources();
        Map<String, String> tests = sources.stream()
                .filter(source -> source.path().endsWith("Test.java"))
                .collect(Collectors.toMap(DocumentsTest::name, SourceFile::text, String::concat));
        List<MatchResult> named = sources.stream()
                .filter(source -> source.path().equals(document))
                .flatMap(source -> NAMED.matcher(source.text()).results())
                .toList();
        assertThat(named).hasSizeGreaterThan(MANY);
        assertThat(named).allSatisfy(name -> {
            assertThat(tests).containsKey(name.group(1));
            if (name.group(2) != null) {
                assertThat(tests.get(name.group(1))).as(name.group()).contains("void " + name.group(2) + "(");
            }
        });
    }

    private static String name(SourceFile source) {
        return source.path().replaceFirst(".*/", "").replace(".java", "");
    }
}
