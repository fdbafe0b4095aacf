package dev.multimail.mcp.tool;

import static dev.multimail.mcp.tool.Parameter.body;
import static dev.multimail.mcp.tool.Parameter.path;

import java.util.List;

/** Webhooks: who is told of events, and what came of it. */
final class WebhookTools {
    private static final Parameter WEBHOOK = path("webhook_id", "webhook", "The webhook's id.");
    private static final Parameter URL = body("url", "Where to post, by https.");
    private static final Parameter EVENTS = body("events", Arguments.TEXTS, "Event types; all of them if left out.");

    private WebhookTools() {}

    static List<Tool> all() {
        return List.of(
                Tool.of(
                                "create_webhook",
                                "Create a webhook",
                                "create_webhook",
                                "Have events posted to an address. The signing secret is shown this once.")
                        .taking(URL.needed(), EVENTS, body("mailbox_id", "Only this mailbox's events."), Arguments.CODE)
                        .telling("id", "url", "events:array", "signing_secret", "status"),
                Tool.of("list_webhooks", "List webhooks", "list_webhooks", "List the account's webhooks.")
                        .telling("webhooks:array"),
                Tool.of("get_webhook", "Read a webhook", "get_webhook", "Read one webhook.")
                        .taking(WEBHOOK)
                        .telling("id", "url", "events:array", "signing_secret"),
                Tool.of("update_webhook", "Change a webhook", "update_webhook", "Change a webhook's address or events.")
                        .taking(WEBHOOK, URL, EVENTS)
                        .telling("id", "url", "events:array"),
                Tool.of("delete_webhook", "Delete a webhook", "delete_webhook", "Stop posting to an address.")
                        .taking(WEBHOOK)
                        .telling("status"),
                Tool.choosing(
                                "manage_webhooks",
                                "Webhooks",
                                "List or delete webhooks.",
                                "list",
                                "list_webhooks",
                                "delete",
                                "delete_webhook")
                        .taking(WEBHOOK.optional())
                        .listed(Tool.Listing.OLDER_NAME),
                Tool.of(
                                "rotate_webhook_secret",
                                "Rotate a webhook's secret",
                                "rotate_webhook_secret",
                                "Make a new signing secret; both sign for 24 hours.")
                        .taking(WEBHOOK)
                        .telling("id", "signing_secret"),
                Tool.of("test_webhook", "Test a webhook", "test_webhook", "Post a test event to a webhook.")
                        .taking(WEBHOOK)
                        .telling("id", "status"),
                Tool.of(
                                "list_webhook_deliveries",
                                "List webhook deliveries",
                                "list_deliveries",
                                "List what was posted, newest first, with attempts and outcomes.")
                        .taking(Arguments.LIMIT, Arguments.CURSOR)
                        .telling("deliveries:array", "cursor"),
                Tool.of("redeliver_webhook", "Post an event again", "redeliver_webhook", "Post a delivery again.")
                        .taking(path("delivery_id", "delivery", "The delivery's id."))
                        .telling("id", "status"));
    }
}
