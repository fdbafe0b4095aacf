package dev.multimail.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {
    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B, 0x1F, 0x7F, 0x85, 0x2028, 0x2029})
    void refusesWhatCouldEndALine(int codePoint) {
        String value = "a" + Character.toString(codePoint) + "b";

        Problem problem = catchThrowableOfType(Problem.class, () -> HeaderText.requireSafe("subject", value));

        assertThat(problem).isNotNull();
        assertThat(problem.code()).isEqualTo(ErrorCode.HEADER_INJECTION);
        assertThat(problem.sentence()).contains("subject");
        assertThat(problem.facts()).containsEntry("field", "subject");
    }

    @Test
    void letsTextOfAllScriptsPass() {
        assertThatCode(() -> HeaderText.requireSafe("subject", "Grüße, 你好, שלום, 😀 \"=?UTF-8?Q?=0D=0A?=\""))
                .doesNotThrowAnyException();
    }
}
