package dev.multimail.infra;

import dev.multimail.effect.Delivery;
import dev.multimail.functions.json.Json;
import dev.multimail.functions.testing.Answer;
import dev.multimail.functions.testing.SigningUp;
import dev.multimail.functions.testing.TestMailbox;
import dev.multimail.functions.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/** Runs what people without a token do, and what owners do about domains and with mailed codes. */
final class StrangerErrand {
    private final World world;
    private final TestMailbox mailbox;

    /** Takes a mailbox that sends without anybody's approval. */
    StrangerErrand(World world, TestMailbox mailbox) {
        this.world = world;
        this.mailbox = mailbox;
    }

    void run() {
        world.outbox().answerWith(mail -> new Delivery.Accepted("provider-" + mail.tag()));
        domains();
        rehearsals();
        signUp();
        unsubscribe();
        verification();
        mailedCodes();
        world.settle();
    }

    private void domains() {
        owner("POST", "/v1/domains", Map.of("domain", "mail.customer.example"));
        owner("POST", "/v1/domains", Map.of("domain", "mail.customer.example"));
        world.domains().publish("mail.customer.example");
        owner("GET", "/v1/domains", Map.of());
        owner("GET", "/v1/domains/mail.customer.example", Map.of());
        owner("POST", "/v1/mailboxes", Map.of("address", "a@mail.customer.example"));
        owner("POST", "/v1/domains/mail.customer.example/verify", Map.of());
        owner("POST", "/v1/domains/mail.customer.example/verify", Map.of());
        owner("DELETE", "/v1/domains/mail.customer.example", Map.of());
    }

    private void rehearsals() {
        Answer sent = mailbox.send(mailbox.testToken(), "Question", Map.of());
        world.settle();
        for (String text : List.of("Yes.", "x".repeat(40_000))) {
            Map<String, Object> mail =
                    Map.of("from", "ann@x.example", "subject", "Re", "text", text, "in_reply_to", sent.text("id"));
            agent(mailbox.testToken(), "POST", "/v1/mailboxes/me/simulate-inbound", mail);
        }
        owner(
                "POST",
                "/v1/mailboxes/" + mailbox.address() + "/simulate-inbound",
                Map.of("from", "ann@x.example", "subject", "S", "text", "T"));
        agent(mailbox.token(), "POST", "/v1/feedback", Map.of("message", "Something is wrong."));
        world.settle();
    }

    private void signUp() {
        world.get("", "/v1/slug-check/acme");
        Map<String, Object> request = new HashMap<>(Map.of(
                "operator_name",
                "Acme Ltd",
                "oversight_email",
                "boss@acme.example",
                "accepted_tos",
                true,
                "accepted_operator_agreement",
                true,
                "accepted_anti_spam_policy",
                true,
                "slug",
                "acme"));
        for (int n = 0; n < 2; n++) {
            request.put("pow_solution", SigningUp.solved(agent("", "POST", "/v1/account/challenge", Map.of())::text));
            agent("", "POST", "/v1/account", request);
            world.settle();
        }
        agent("", "POST", "/v1/account/resend-confirmation", Map.of("oversight_email", "boss@acme.example"));
        world.settle();
        String code = world.outbox().mailed(SigningUp.CODE);
        agent("", "POST", "/v1/confirm", Map.of("code", code.substring(0, 8) + "AAA"));
        Answer opened = agent("", "POST", "/v1/confirm", Map.of("code", code));
        if (opened.status() != 200) {
            throw new IllegalStateException("no account was opened: " + opened);
        }
        world.settle();
        String page = world.outbox().mailed(SigningUp.OWNER_KEY_PAGE);
        Matcher nonce = SigningUp.NONCE.matcher(world.get("", page).body());
        if (nonce.find()) {
            world.call("", "POST", page, "nonce=" + nonce.group(1));
        }
    }

    private void unsubscribe() {
        owner("PATCH", "/v1/account", Map.of("physical_address", "Street 1"));
        owner("PATCH", "/v1/mailboxes/" + mailbox.id(), Map.of("bulk_sender", true));
        String id = mailbox.send("News").text("id");
        String later = world.clock().instant().plusSeconds(7_200).toString();
        String scheduled = mailbox.send(mailbox.token(), "Later news", Map.of("send_at", later))
                .text("id");
        agent(mailbox.token(), "PATCH", "/v1/emails/" + scheduled + "/schedule", Map.of("subject", "Edited"));
        world.settle();
        world.get("", "/v1/unsubscribe/" + id);
        world.call("", "POST", "/v1/unsubscribe/" + id, "List-Unsubscribe=One-Click");
        owner("PATCH", "/v1/mailboxes/" + mailbox.id(), Map.of("bulk_sender", false));
    }

    private void verification() {
        world.get("", "/verify");
        world.get("", "/v1/proof-status");
        agent("", "POST", "/v1/verify", Map.of("identity", "eyJraWQiOiJpZDEifQ.e30.e30"));
    }

    // Each change twice: once to have the code mailed, and once with it.
    private void mailedCodes() {
        owner("PATCH", "/v1/account", Map.of("operator_approval", true));
        String made = twice("POST", "/v1/mailboxes", Map.of("address", "coded@agents.example.com"))
                .text("id");
        twice("PATCH", "/v1/mailboxes/" + made, Map.of("oversight_mode", "autonomous"));
        twice("POST", "/v1/webhooks", Map.of("url", "http://127.0.0.1:59999/in"));
        String key = twice("POST", "/v1/api-keys", Map.of("name", "coded")).text("id");
        twice("PATCH", "/v1/api-keys/" + key, Map.of("scopes", List.of("oversight")));
        twice("DELETE", "/v1/api-keys/" + key, Map.of());
        String path = "/v1/mailboxes/" + made + "/allowlist";
        String entry = twice("POST", path, Map.of("pattern", "*@x.example")).text("id");
        twice("DELETE", path + "/" + entry, Map.of());
        twice("PATCH", "/v1/account", Map.of("oversight_email", "boss@example.com"));
        owner("DELETE", "/v1/account", Map.of());
        world.settle();
        owner("DELETE", "/v1/account", Map.of("approval_code", "AAA-AAA"));
        twice("PATCH", "/v1/account", Map.of("operator_approval", false));
    }

    private Answer twice(String verb, String target, Map<String, Object> body) {
        owner(verb, target, body);
        world.settle();
        Map<String, Object> with = new HashMap<>(body);
        with.put("approval_code", "AAA-AAA");
        owner(verb, target, with);
        with.put("approval_code", world.outbox().mailed(SigningUp.CODE));
        Answer answer = owner(verb, target, with);
        world.settle();
        return answer;
    }

    private Answer owner(String verb, String target, Map<String, Object> body) {
        return agent(world.ownerKey(), verb, target, body);
    }

    private Answer agent(String token, String verb, String target, Map<String, Object> body) {
        return world.call(token, verb, target, Json.write(body));
    }
}
