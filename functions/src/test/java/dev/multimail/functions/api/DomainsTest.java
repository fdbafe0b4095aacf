package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.World;
import dev.multimail.mailbox.MailDomain;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An account's own mail domains: added, verified, used, and removed when nobody uses them. */
class DomainsTest {
    private static final String NAME = "mail.customer.example";

    private final World world = new World();

    private Answer add(String domain) {
        return world.call(world.ownerKey(), "POST", "/v1/domains", Map.of("domain", domain));
    }

    private Answer mailbox(String address) {
        return world.call(world.ownerKey(), "POST", "/v1/mailboxes", Map.of("address", address));
    }

    @Test
    void aDomainTellsItsRecordsAndWaitsUntilTheyAreThere() {
        Answer added = add(" Mail.Customer.Example ");
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.text("domain")).isEqualTo(NAME);
        assertThat(added.text("status")).isEqualTo("pending");
        assertThat(added.body())
                .contains("one._domainkey." + NAME)
                .contains("one.dkim.amazonses.com")
                .contains("10 inbound-smtp.eu-west-1.amazonaws.com");
        String path = "/v1/domains/" + added.text("id");
        assertThat(world.call(world.ownerKey(), "POST", path + "/verify", "").text("status"))
                .isEqualTo("pending");
        world.domains().publish(NAME);
        Answer verified = world.call(world.ownerKey(), "POST", path + "/verify", "");
        assertThat(verified.text("status")).isEqualTo("active");
        assertThat(world.get(world.ownerKey(), path).text("verified_at")).isEqualTo(verified.text("verified_at"));
        assertThat(world.get(world.ownerKey(), "/v1/domains")
                        .json()
                        .at("domains")
                        .list())
                .hasSize(1);
    }

    @Test
    void aMailboxHasAnAddressOfTheInstallationOrOfAVerifiedDomain() {
        assertThat(mailbox("a@elsewhere.example").text("code")).isEqualTo("domain_not_verified");
        add(NAME);
        assertThat(mailbox("a@" + NAME).text("code")).isEqualTo("domain_not_verified");
        world.domains().publish(NAME);
        world.call(world.ownerKey(), "POST", "/v1/domains/" + NAME + "/verify", "");
        assertThat(mailbox("a@" + NAME).status()).isEqualTo(201);
        assertThat(mailbox("a@sub." + NAME).text("code")).isEqualTo("domain_not_verified");
        assertThat(mailbox("a@agents.example.com").status()).isEqualTo(201);
    }

    @Test
    void aDomainInUseStaysAndAFreeOneGoes() {
        add(NAME);
        world.domains().publish(NAME);
        world.call(world.ownerKey(), "POST", "/v1/domains/" + NAME + "/verify", "");
        String id = mailbox("a@" + NAME).text("id");
        assertThat(world.call(world.ownerKey(), "DELETE", "/v1/domains/" + NAME, "")
                        .text("code"))
                .isEqualTo("domain_in_use");
        world.call(world.ownerKey(), "DELETE", "/v1/mailboxes/" + id, "");
        assertThat(world.call(world.ownerKey(), "DELETE", "/v1/domains/" + NAME, "")
                        .text("status"))
                .isEqualTo("deleted");
        assertThat(world.domains().knows(NAME)).isFalse();
        assertThat(world.get(world.ownerKey(), "/v1/domains/" + NAME).status()).isEqualTo(404);
        assertThat(add(NAME).status()).isEqualTo(201);
    }

    @Test
    void aDomainIsAddedOnceAndBelongsToOneAccount() {
        add(NAME);
        assertThat(add(NAME).text("code")).isEqualTo("already_exists");
        MailDomain foreign = new MailDomain(
                "dom_x",
                "acc_other",
                "taken.example",
                List.of(),
                world.clock().instant(),
                world.clock().instant(),
                1);
        world.services()
                .store()
                .transactions()
                .require(world.services().store().domains().create(foreign));
        assertThat(add("taken.example").text("code")).isEqualTo("address_in_use");
        assertThat(mailbox("a@taken.example").text("code")).isEqualTo("domain_not_verified");
        for (String named : List.of("taken.example", "dom_x", "dom_nothing")) {
            assertThat(world.get(world.ownerKey(), "/v1/domains/" + named).body())
                    .isEqualTo(
                            world.get(world.ownerKey(), "/v1/domains/missing").body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "no spaces.example",
                "a@b.example",
                "-x.example",
                "agents.example.com",
                "x.agents.example.com"
            })
    void whatIsNoDomainOfOnesOwnIsRefused(String domain) {
        assertThat(add(domain).status()).isEqualTo(400);
        assertThat(world.get(world.ownerKey(), "/v1/domains")
                        .json()
                        .at("domains")
                        .list())
                .isEmpty();
    }

    @Test
    void anAccountHasFiftyDomains() {
        for (int n = 0; n < MailDomain.MAX_OF_ACCOUNT; n++) {
            assertThat(add("d" + n + ".example").status()).isEqualTo(201);
        }
        Answer more = add("one-more.example");
        assertThat(more.text("field")).isEqualTo("domain");
    }
}
