package dev.multimail.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavaCodeTest {
    private static final String SAMPLE = """
            record Point(int x) {
                Point {
                    if (x < 0) { throw new IllegalArgumentException("{ not a brace"); }
                }
                // void inAComment() {
                @Named({"a", "b"}) static <T extends Comparable<T>> int first(T one)
                        throws java.io.IOException, IllegalStateException {
                    Runnable run = new Runnable() {
                        @Override
                        public void run() {
                            for (;;) { }
                        }
                    };
                    return switch (one) { case Point(int x) -> { yield x; } default -> '{'; };
                }
                void empty() {}
            }
            """;

    @Test
    void findsEachMethodWithItsLines() {
        assertThat(JavaCode.methods(SAMPLE))
                .containsExactly(
                        new JavaCode.Method("run", 10, 12),
                        new JavaCode.Method("first", 7, 15),
                        new JavaCode.Method("empty", 16, 16));
    }

    @Test
    void blanksCommentsAndLiteralsButMovesNothing() {
        String code = JavaCode.of(SAMPLE);
        assertThat(code).hasSameSizeAs(SAMPLE).doesNotContain("not a brace", "inAComment", "'{'");
        assertThat(code.lines().count()).isEqualTo(SAMPLE.lines().count());
    }

    @Test
    void emptiesLiteralsButKeepsCommentsAndLines() {
        String code = JavaCode.withoutLiterals(SAMPLE);
        assertThat(code).contains("// void inAComment() {").doesNotContain("not a brace", "'{'");
        assertThat(code.lines().count()).isEqualTo(SAMPLE.lines().count());
    }
}
