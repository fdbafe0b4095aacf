package dev.multimail.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final Path ROOT = Path.of("repository");

    @Test
    void nothingGivenIsTheStandard() {
        assertThat(Options.parse(List.of(), ROOT))
                .isEqualTo(new Options(8025, 2525, ROOT.resolve(".multimail"), null, true));
    }

    @Test
    void everythingGivenIsTaken() {
        List<String> given = List.of("--port", "1", "--smtp-port=2", "--data", "kept", "--ready-file=ready.json");
        assertThat(Options.parse(given, ROOT))
                .isEqualTo(new Options(1, 2, Path.of("kept"), Path.of("ready.json"), true));
    }

    @Test
    void signUpCanBeSwitchedOff() {
        assertThat(Options.parse(List.of("--no-sign-up"), ROOT).signUp()).isFalse();
    }

    @Test
    void ephemeralKeepsNothing() {
        assertThat(Options.parse(List.of("--ephemeral"), ROOT).data()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port",
                "--port=",
                "--port=x",
                "--port=65536",
                "--port=-1",
                "--nothing",
                "--ephemeral --data=kept",
                "--port=7 --smtp-port=7"
            })
    void whatCannotBeMeantIsRefusedInASentence(String given) {
        assertThatThrownBy(() -> Options.parse(List.of(given.split(" ")), ROOT))
                .isInstanceOf(Options.Wrong.class)
                .hasMessageEndingWith(".");
    }
}
