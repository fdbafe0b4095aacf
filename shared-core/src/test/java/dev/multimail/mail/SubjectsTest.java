package dev.multimail.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectsTest {
    @ParameterizedTest
    @CsvSource({
        "Hello, Re: Hello",
        "Re: Hello, Re: Hello",
        "RE: re: Hello, Re: Hello",
        "AW: Hello, Re: Hello",
        "SV:Hello, Re: Hello",
        "RE[2]: Hello, Re: Hello",
        "Re(3) : Aw: Hello, Re: Hello",
        "Fwd: Hello, Re: Fwd: Hello",
        "Result: 5, Re: Result: 5",
        "Reply, Re: Reply",
        "'', Re:",
        "Re:, Re:"
    })
    void marksAReplyOnce(String subject, String expected) {
        assertThat(Subjects.reply(subject)).isEqualTo(expected);
    }

    @Test
    void staysFastOnAVeryLongSubject() {
        assertThat(Subjects.reply("re:".repeat(100_000) + "x")).isEqualTo("Re: x");
    }
}
