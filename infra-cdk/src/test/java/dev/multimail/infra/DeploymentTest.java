package dev.multimail.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentTest {
    private static final Map<String, String> SOUND = Map.of("domain", "agents.example.com", "owner", "ann@example.com");

    private static Deployment with(String name, String value) {
        Map<String, String> context = new HashMap<>(SOUND);
        context.put(name, value);
        return Deployment.of(context::get);
    }

    @Test
    void aDomainAndAnOwnerAreEnough() {
        Deployment deployment = Deployment.of(SOUND::get);
        assertThat(deployment.context())
                .containsEntry("stage", "prod")
                .containsEntry("region", "eu-west-1")
                .containsEntry("operator", "agents.example.com")
                .containsEntry("keys", "1")
                .containsEntry("signUp", "off");
        assertThat(with("domain", "Agents.Example.COM").domain()).isEqualTo("agents.example.com");
    }

    @ParameterizedTest
    @CsvSource({"domain, Say the domain", "owner, Say the owner"})
    void whatIsMissingIsAskedFor(String name, String sentence) {
        assertThatThrownBy(() -> with(name, "")).isInstanceOf(BadContext.class).hasMessageStartingWith(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "stage, Prod",
        "stage, 1st",
        "stage, a-very-long-stage",
        "region, eu-south-2",
        "region, nowhere",
        "domain, localhost",
        "domain, -agents.example.com",
        "domain, agents..example.com",
        "domain, agents.example.com.",
        "domain, bücher.example",
        "domain, agents.corp.local",
        "domain, agents.example",
        "domain, 192.0.2.1",
        "owner, ann",
        "owner, ann@agents.example.com",
        "keys, 0",
        "keys, two",
        "signUp, yes",
        "commit, main",
    })
    void whatIsMalformedIsNamedAndExplained(String name, String value) {
        assertThatThrownBy(() -> with(name, value))
                .isInstanceOf(BadContext.class)
                .hasMessageContaining("-c " + name + "=" + value);
    }

    @Test
    void theLimitsThemselvesAreTaken() {
        assertThat(with("stage", "a").stage()).isEqualTo("a");
        assertThat(with("stage", "abcdefghijklmnop").stage()).hasSize(16);
        assertThat(with("region", "us-east-1").region()).isEqualTo("us-east-1");
        assertThat(with("domain", "agents.local.example.org").domain()).isEqualTo("agents.local.example.org");
        assertThat(with("keys", "999999").keys()).isEqualTo(999_999);
        assertThat(with("domain", "xn--bcher-kva.example.org").domain()).isEqualTo("xn--bcher-kva.example.org");
        assertThat(with("operator", "O".repeat(100)).operator()).hasSize(100);
        assertThatThrownBy(() -> with("operator", "O".repeat(101))).isInstanceOf(BadContext.class);
    }
}
