package dev.multimail.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multimail.problem.ErrorCode;
import dev.multimail.problem.Problem;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WebhookSecretTest {
    @Test
    void aFreshSecretHas32RandomBytes() {
        SplittableRandom random = new SplittableRandom(1);
        WebhookSecret secret = WebhookSecret.create(random);
        assertThat(secret.value()).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(secret.value().substring(6))).hasSize(32);
        assertThat(WebhookSecret.create(random)).isNotEqualTo(secret);
        assertThat(new WebhookSecret(secret.value())).isEqualTo(secret).hasSameHashCodeAs(secret);
    }

    static Stream<String> brought() {
        return Stream.of("your_webhook_signing_secret", "x".repeat(16), "~".repeat(200), " sixteen or more ");
    }

    @ParameterizedTest
    @MethodSource("brought")
    void takesWhatASubscriberBrings(String value) {
        assertThatCode(() -> new WebhookSecret(value)).doesNotThrowAnyException();
    }

    static Stream<String> unusable() {
        return Stream.of(
                "", "x".repeat(15), "x".repeat(201), "x".repeat(20) + "\n", "x".repeat(20) + "é", "x\u007f".repeat(10));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void refusesWhatIsTooShortTooLongOrNotPrintable(String value) {
        assertThatThrownBy(() -> new WebhookSecret(value))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_FIELD));
    }

    @Test
    void neverShowsItself() {
        WebhookSecret secret = new WebhookSecret("your_webhook_signing_secret");
        assertThat(secret.toString()).doesNotContain("your", "signing");
    }
}
