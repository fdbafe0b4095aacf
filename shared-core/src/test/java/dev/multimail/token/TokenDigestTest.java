package dev.multimail.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenDigestTest {
    @Test
    void digestsAsFips180Says() {
        assertThat(TokenDigest.of("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void comparesWholeSecrets() {
        assertThat(TokenDigest.sameSecret("secret", "secret")).isTrue();
        assertThat(TokenDigest.sameSecret("secret", "secreT")).isFalse();
        assertThat(TokenDigest.sameSecret("secret", "secret ")).isFalse();
        assertThat(TokenDigest.sameSecret("", "s")).isFalse();
    }
}
