package dev.multimail.functions.pipeline;

import dev.multimail.functions.json.Json;
import dev.multimail.functions.json.Tree;
import dev.multimail.id.MessageId;
import dev.multimail.webhook.Event;
import dev.multimail.webhook.EventType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Events as they travel on the bus: the detail of an EventBridge event. {@code events/} holds the rules that match
 * them.
 */
public final class Events {
    /** Who puts events on the bus. */
    public static final String SOURCE = "multimail";

    private Events() {}

    /** The detail type by which rules match. */
    public static String detailType(Event event) {
        return event.type().messageName();
    }

    /** The detail: ids, and what was true at that moment. */
    public static Map<String, Object> detail(Event event) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("id", event.id());
        detail.put("type", event.type().name());
        detail.put("at", event.at().toString());
        detail.put("account_id", event.accountId());
        detail.put("message_id", event.messageId().toString());
        detail.put("live", event.messageId().live());
        detail.put("status", event.status());
        if (event.reason() != null) {
            detail.put("reason", event.reason());
        }
        if (event.by() != null) {
            detail.put("by", event.by());
        }
        return detail;
    }

    /** The event of an EventBridge event. */
    public static Event of(Map<String, Object> eventBridge) {
        Tree detail = Json.tree(eventBridge).at("detail");
        String reason = detail.at("reason").text();
        String by = detail.at("by").text();
        return new Event(
                detail.at("id").text(),
                EventType.valueOf(detail.at("type").text()),
                Instant.parse(detail.at("at").text()),
                detail.at("account_id").text(),
                MessageId.of(detail.at("message_id").text()),
                detail.at("status").text(),
                reason.isEmpty() ? null : reason,
                by.isEmpty() ? null : by);
    }
}
