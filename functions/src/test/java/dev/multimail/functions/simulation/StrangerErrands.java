package dev.multimail.functions.simulation;

import dev.multimail.functions.testing.SigningUp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** What anybody may do without a token. */
final class StrangerErrands {
    private static final String EMAIL = "boss@acme.example";

    private StrangerErrands() {}

    static Stream<Errand> all() {
        return Stream.of(pages(), signUp(), unsubscribing()).flatMap(List::stream);
    }

    private static List<Errand> pages() {
        return List.of(
                gets("health", "/health"),
                gets("openapi", "/openapi.json"),
                gets("openapi_v1", "/v1/openapi.json"),
                gets("signing_keys", "/.well-known/jwks.json"),
                gets("show_verify", "/verify"),
                gets("proof_status", "/v1/proof-status"),
                gets("check_slug", "/v1/slug-check/acme"),
                new Errand(
                        "verify_identity",
                        "POST",
                        stage -> () -> Stage.status(stage.anybody(
                                "POST", "/v1/verify", Map.of("identity", "eyJraWQiOiJpZDEifQ.e30.e30")))));
    }

    private static Errand gets(String function, String target) {
        return new Errand(
                function, "GET", stage -> () -> Stage.status(stage.world().get("", target)));
    }

    private static List<Errand> signUp() {
        return List.of(
                new Errand(
                        "request_challenge",
                        "POST",
                        stage -> () -> Stage.status(stage.anybody("POST", "/v1/account/challenge", Map.of()))),
                new Errand("create_account", "first", stage -> {
                    Map<String, Object> request = request(stage);
                    return () -> Stage.status(stage.anybody("POST", "/v1/account", request));
                }),
                new Errand("resend_confirmation", "POST", stage -> {
                    stage.anybody("POST", "/v1/account", request(stage));
                    stage.world().settle();
                    return () -> Stage.status(
                            stage.anybody("POST", "/v1/account/resend-confirmation", Map.of("oversight_email", EMAIL)));
                }),
                new Errand("activate_account", "by its code", stage -> {
                    Map<String, Object> code = code(stage);
                    return () -> Stage.status(stage.anybody("POST", "/v1/confirm", code));
                }),
                new Errand("show_owner_key", "GET", stage -> {
                    String page = page(stage);
                    return () -> Stage.status(stage.world().get("", page));
                }),
                new Errand("make_owner_key", "POST", StrangerErrands::ownerKey));
    }

    /** Makes the owner's key by the page that was mailed. */
    static Supplier<String> ownerKey(Stage stage) {
        String page = page(stage);
        Matcher nonce = SigningUp.NONCE.matcher(stage.world().get("", page).body());
        String form = nonce.find() ? "nonce=" + nonce.group(1) : "";
        return () -> Stage.status(stage.world().call("", "POST", page, form));
    }

    static Map<String, Object> code(Stage stage) {
        stage.anybody("POST", "/v1/account", request(stage));
        stage.world().settle();
        return Map.of("code", stage.code());
    }

    private static String page(Stage stage) {
        stage.anybody("POST", "/v1/confirm", code(stage));
        stage.world().settle();
        return stage.world().outbox().mailed(SigningUp.OWNER_KEY_PAGE);
    }

    static Map<String, Object> request(Stage stage) {
        Map<String, Object> request = new HashMap<>(Map.of(
                "operator_name",
                "Acme Ltd",
                "oversight_email",
                EMAIL,
                "accepted_tos",
                true,
                "accepted_operator_agreement",
                true,
                "accepted_anti_spam_policy",
                true,
                "slug",
                "acme",
                "pow_solution",
                SigningUp.solved(stage.anybody("POST", "/v1/account/challenge", Map.of())::text)));
        request.put("use_case", "Purchases.");
        return request;
    }

    private static List<Errand> unsubscribing() {
        return List.of(
                new Errand("show_unsubscribe", "GET", stage -> {
                    String id = news(stage);
                    return () -> Stage.status(stage.world().get("", "/v1/unsubscribe/" + id));
                }),
                new Errand("unsubscribe", "POST", stage -> {
                    String id = news(stage);
                    return () -> Stage.status(
                            stage.world().call("", "POST", "/v1/unsubscribe/" + id, "List-Unsubscribe=One-Click"));
                }));
    }

    private static String news(Stage stage) {
        stage.owner("PATCH", "/v1/account", Map.of("physical_address", "Street 1"));
        stage.owner("PATCH", "/v1/mailboxes/" + stage.free().id(), Map.of("bulk_sender", true));
        return stage.sent();
    }
}
