package dev.multimail.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multimail.functions.admin.NewCredential;
import dev.multimail.functions.gateway.ApiOperation;
import dev.multimail.functions.gateway.Endpoint;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import dev.multimail.mailbox.Account;
import dev.multimail.mailbox.Suppression;
import dev.multimail.message.Address;
import dev.multimail.policy.Operation;
import dev.multimail.policy.Scope;
import dev.multimail.store.Write;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * To a stranger, what is somebody else's looks like what does not exist: same status, same bytes. The table is walked
 * for every path of every operation, so an operation without a row fails here.
 */
class IsolationTest {
    private static final Set<Operation> OF_THE_CALLER_ALONE = Set.of(
            Operation.WHO_AM_I,
            Operation.LIST_MAILBOXES,
            Operation.CREATE_MAILBOX,
            Operation.LIST_WEBHOOKS,
            Operation.LIST_DELIVERIES,
            Operation.GET_ACCOUNT,
            Operation.UPDATE_ACCOUNT,
            Operation.DELETE_ACCOUNT,
            Operation.EXPORT_ACCOUNT,
            Operation.GET_USAGE,
            Operation.LIST_SPAM,
            Operation.BILLING,
            Operation.REPORT_ISSUE,
            Operation.CREATE_DOMAIN,
            Operation.LIST_DOMAINS,
            Operation.LIST_SUPPRESSION);
    private static final Map<Operation, String> BODIES = bodies();

    private final World world = new World();
    private final TestMailbox victim = world.mailbox("victim@agents.example.com", "gated_send");
    private final TestMailbox neighbour = world.mailbox("neighbour@agents.example.com", "gated_send");
    private final String foreignKey = keyOfAnotherAccount();
    private final Map<String, String> theirs = theirs();
    private final Map<String, String> nobodys = nobodys();

    private static Map<Operation, String> bodies() {
        Map<Operation, String> bodies = new EnumMap<>(Operation.class);
        String mail = Json.write(Map.of("to", "v@example.org", "subject", "Hi", "body", "Hello"));
        bodies.put(Operation.SEND_EMAIL, mail);
        bodies.put(Operation.REPLY_EMAIL, mail);
        bodies.put(Operation.EDIT_SCHEDULED_EMAIL, mail);
        bodies.put(
                Operation.SIMULATE_INBOUND,
                Json.write(Map.of("from", "a@x.example", "subject", "Hi", "markdown", "Hello")));
        bodies.put(Operation.TAG_EMAIL, Json.write(Map.of("tags", Map.of("a", "1"))));
        bodies.put(Operation.DECIDE_EMAIL, "{\"email_id\": \"{email}\", \"action\": \"approve\"}");
        bodies.put(Operation.ADD_ALLOWLIST_ENTRY, Json.write(Map.of("pattern", "*@x.example")));
        bodies.put(Operation.REQUEST_UPGRADE, Json.write(Map.of("target_mode", "autonomous")));
        bodies.put(Operation.APPLY_UPGRADE, Json.write(Map.of("code", "AAA-AAA")));
        bodies.put(Operation.ADD_CONTACT, Json.write(Map.of("email", "ann@x.example")));
        bodies.put(Operation.CONFIGURE_MAILBOX, Json.write(Map.of("oversight_mode", "autonomous")));
        bodies.put(Operation.CREATE_TOKEN, "{\"name\": \"n\", \"mailbox\": \"{mailbox}\"}");
        bodies.put(
                Operation.CREATE_WEBHOOK, "{\"url\": \"https://hooks.example.com/in\", \"mailbox_id\": \"{mailbox}\"}");
        return bodies;
    }

    private String keyOfAnotherAccount() {
        Account account = new Account("acc_other", "Other Ltd", Address.parse("owner@other.example"), World.START);
        NewCredential key =
                NewCredential.ofAccount(world.services(), account.id(), "owner", Set.of(Scope.ADMIN), World.START);
        List<Write> writes = new ArrayList<>();
        writes.add(world.services().store().accounts().create(account));
        writes.addAll(world.services().store().credentials().create(key.credential()));
        world.services().store().transactions().require(writes);
        return key.token().text();
    }

    /** What the victim owns, by the name of the parameter that names it. */
    private Map<String, String> theirs() {
        Answer sent = victim.send("Secret");
        Map<String, String> ids = new HashMap<>();
        ids.put("mailbox", victim.id());
        ids.put("email", sent.text("id"));
        ids.put("thread", sent.text("thread_id"));
        ids.put(
                "contact",
                world.call(victim.token(), "POST", "/v1/contacts", Map.of("email", "ann@x.example"))
                        .text("id"));
        ids.put(
                "token",
                world.call(world.ownerKey(), "POST", "/v1/mailboxes/" + victim.id() + "/tokens", Map.of())
                        .text("id"));
        ids.put(
                "webhook",
                world.call(world.ownerKey(), "POST", "/v1/webhooks", Map.of("url", "http://127.0.0.1:9/in"))
                        .text("id"));
        ids.put(
                "delivery",
                world.call(world.ownerKey(), "POST", "/v1/webhooks/" + ids.get("webhook") + "/test", "")
                        .text("id"));
        ids.put("address", "gone@example.org");
        world.services()
                .store()
                .transactions()
                .require(List.of(world.services()
                        .store()
                        .suppressions()
                        .add("acc_test", new Suppression("gone@example.org", "bounce", World.START))));
        ids.put(
                "entry",
                world.call(
                                world.ownerKey(),
                                "POST",
                                "/v1/mailboxes/" + victim.id() + "/allowlist",
                                Map.of("pattern", "*@partner.example"))
                        .text("id"));
        ids.put(
                "domain",
                world.call(world.ownerKey(), "POST", "/v1/domains", Map.of("domain", "mail.victim.example"))
                        .text("id"));
        ids.put("filename", "report.pdf");
        ids.put("key", "a");
        assertThat(ids.values()).doesNotContain("");
        return ids;
    }

    /** The same in form, of a mailbox that never was. */
    private Map<String, String> nobodys() {
        Map<String, String> ids = new HashMap<>();
        String key = victim.id().substring("mbx_".length());
        theirs.forEach((name, id) -> ids.put(
                name,
                switch (name) {
                    case "address" -> "nobody@example.org";
                    case "contact", "token", "webhook", "delivery", "domain" ->
                        id.substring(0, id.length() - 4) + "0000";
                    default -> id.replace(key, "0000000000");
                }));
        return ids;
    }

    private record Request(ApiOperation<?> operation, String path) {
        String verb() {
            return operation.endpoint().verb().name();
        }

        Operation name() {
            return operation.endpoint().operation();
        }

        /** Whether the request names something that can be somebody's. */
        boolean names() {
            return path.contains("{mailbox}")
                    || path.contains("{email}")
                    || path.contains("{contact}")
                    || path.contains("{token}")
                    || path.contains("{webhook}")
                    || path.contains("{delivery}")
                    || path.contains("{address}")
                    || path.contains("{thread}")
                    || path.contains("{domain}")
                    || BODIES.getOrDefault(name(), "").contains("{");
        }

        String fill(String text, Map<String, String> ids) {
            String filled = text;
            for (Map.Entry<String, String> id : ids.entrySet()) {
                filled = filled.replace("{" + id.getKey() + "}", id.getValue());
            }
            return filled;
        }
    }

    private List<Request> requests() {
        List<Request> requests = new ArrayList<>();
        for (ApiOperation<?> operation : Api.operations(world.services())) {
            Endpoint endpoint = operation.endpoint();
            for (String path : endpoint.paths()) {
                boolean named = path.contains("{mailbox}") || path.contains("{email}");
                requests.add(new Request(operation, named ? path : path + "?mailbox={mailbox}"));
            }
        }
        return requests;
    }

    private Answer ask(String token, Request request, Map<String, String> ids) {
        String body = BODIES.getOrDefault(request.name(), "");
        return world.call(token, request.verb(), request.fill(request.path(), ids), request.fill(body, ids));
    }

    private static String withoutRequestId(Answer answer) {
        return answer.status() + answer.body().replaceAll("\"request_id\":\"[^\"]*\"", "");
    }

    @TestFactory
    Stream<DynamicTest> aStrangerCannotTellWhatIsSomebodyElsesFromWhatIsNot() {
        Map<String, String> strangers = Map.of(
                "an agent of another mailbox", neighbour.token(),
                "a test token of another mailbox", neighbour.testToken(),
                "the owner's key of another account", foreignKey);
        return strangers.entrySet().stream()
                .flatMap(stranger -> requests().stream()
                        .filter(request -> !OF_THE_CALLER_ALONE.contains(request.name()))
                        .map(request -> DynamicTest.dynamicTest(
                                stranger.getKey() + ": " + request.verb() + " " + request.path(),
                                () -> same(stranger.getValue(), request, theirs, nobodys))));
    }

    @TestFactory
    Stream<DynamicTest> theTestTokenOfAMailboxCannotTellItsLiveMessagesFromMissingOnes() {
        Map<String, String> live = new HashMap<>(theirs);
        Map<String, String> missing = new HashMap<>(nobodys);
        live.put("mailbox", "me");
        missing.put("mailbox", "me");
        return requests().stream()
                .filter(request -> request.path().contains("{email}")
                        || request.path().contains("{thread}")
                        || request.path().contains("{contact}"))
                .map(request -> DynamicTest.dynamicTest(
                        request.verb() + " " + request.path(), () -> same(victim.testToken(), request, live, missing)));
    }

    private void same(String token, Request request, Map<String, String> foreign, Map<String, String> missing) {
        assertThat(request.names()).as("the request names something").isTrue();
        Answer ofForeign = ask(token, request, foreign);
        Answer ofMissing = ask(token, request, missing);
        assertThat(withoutRequestId(ofForeign)).isEqualTo(withoutRequestId(ofMissing));
        assertThat(ofForeign.headers()).isEqualTo(ofMissing.headers());
        assertThat(ofForeign.status()).as(ofForeign.body()).isIn(403, 404);
        if (ofForeign.status() == 403) {
            assertThat(ofForeign.text("code"))
                    .isIn(
                            "agent_may_not_decide",
                            "insufficient_scope",
                            "sending_needs_mailbox_token",
                            "test_token_needed");
        }
    }

    @Test
    void whatHasNothingToNameShowsTheCallersOwnOnly() {
        for (String path : List.of(
                "/v1/mailboxes",
                "/v1/webhooks",
                "/v1/webhook-deliveries",
                "/v1/oversight/pending",
                "/v1/api-keys",
                "/v1/account",
                "/v1/suppression",
                "/v1/audit-log")) {
            Answer answer = world.get(foreignKey, path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            theirs.forEach((name, id) -> {
                if (id.length() > 10) {
                    assertThat(answer.body()).as(path).doesNotContain(id);
                }
            });
        }
        assertThat(world.get(neighbour.token(), "/v1/mailboxes").body()).doesNotContain(victim.id());
        assertThat(world.get(neighbour.token(), "/v1/oversight/pending").body()).doesNotContain(victim.id());
    }

    @Test
    void nothingOfTheVictimChanged() {
        requests().stream()
                .filter(request -> !OF_THE_CALLER_ALONE.contains(request.name()))
                .forEach(request -> {
                    for (String token : List.of(neighbour.token(), neighbour.testToken(), foreignKey)) {
                        ask(token, request, theirs);
                    }
                });
        world.settle();
        assertThat(victim.read(theirs.getOrDefault("email", "")).text("status")).isEqualTo("pending");
        assertThat(victim.read(theirs.getOrDefault("email", ""))
                        .json()
                        .at("tags", "a")
                        .text())
                .isEmpty();
        assertThat(world.get(victim.token(), "/v1/contacts").body()).contains(theirs.get("contact"));
        assertThat(world.get(victim.token(), "/v1/mailboxes/me").text("oversight_mode"))
                .isEqualTo("gated_send");
        assertThat(world.get(world.ownerKey(), "/v1/webhooks").body()).contains(theirs.get("webhook"));
        assertThat(world.get(world.ownerKey(), "/v1/api-keys").body()).doesNotContain("\"is_active\":false");
    }
}
