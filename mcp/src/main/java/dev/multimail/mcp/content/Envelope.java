package dev.multimail.mcp.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mail as an agent is given it: what the service knows stands outside, everything else stands in {@code content}, a
 * JSON object marked {@code "untrusted": true}. The mail cannot leave it, because it is a JSON value and no text
 * between two marks. A field that this class does not know is content.
 */
public final class Envelope {
    private static final Set<String> FACTS = Set.of(
            "id",
            "mailbox_id",
            "test",
            "direction",
            "thread_id",
            "status",
            "created_at",
            "updated_at",
            "has_attachments",
            "size_bytes",
            "in_reply_to",
            "verdicts",
            "automatic",
            "readable",
            "expires_at",
            "send_at",
            "approved_at",
            "approved_by",
            "ended_at",
            "ended_by",
            "reason",
            "sent_at",
            "delivered_at",
            "bounced_at",
            "bounce_type",
            "complained_at",
            "approval_url",
            "action",
            "about",
            "spam_score",
            "spam_verdict",
            "user_label",
            "gate_timing",
            "decided",
            "timed_out");

    /** Second names of what stands there already, and HTML, whose hidden parts the text form leaves out. */
    private static final Set<String> LEFT_OUT = Set.of(
            "message_id",
            "from_address",
            "to_addresses",
            "received_at",
            "markdown",
            "text_body",
            "html_body",
            "body_markdown",
            "untrusted",
            "rfc_message_id",
            "content_hash");

    private static final Set<String> THREAD_FACTS =
            Set.of("thread_id", "message_count", "last_activity", "has_unanswered_inbound", "cursor");

    private static final List<String> LISTS = List.of("emails", "messages", "pending");

    private Envelope() {}

    /** A message as the API answers it, wrapped. */
    public static Map<String, Object> message(Map<String, Object> answer) {
        Map<String, Object> facts = new LinkedHashMap<>();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("untrusted", true);
        content.put("written_by", author(answer.get("direction")));
        answer.forEach((name, value) -> {
            if (isNothing(value) || LEFT_OUT.contains(name)) {
                return;
            }
            if (FACTS.contains(name)) {
                facts.put(name, value);
            } else if (name.equals("attachments")) {
                content.put(name, attachments(value));
            } else {
                content.put(name, value);
            }
        });
        facts.put("content", content);
        return facts;
    }

    /** A list of messages as the API answers it, wrapped one by one. */
    public static Map<String, Object> messages(Map<String, Object> answer) {
        Map<String, Object> wrapped = new LinkedHashMap<>();
        wrapped.put("messages", wrapAll(answer));
        keep(answer, "cursor", wrapped);
        keep(answer, "timed_out", wrapped);
        return wrapped;
    }

    /** A conversation with its messages, wrapped. Who takes part is what the mails say. */
    public static Map<String, Object> thread(Map<String, Object> answer) {
        Map<String, Object> wrapped = threadSummary(answer);
        wrapped.put("messages", wrapAll(answer));
        return wrapped;
    }

    /** A list of conversations without their messages. */
    public static Map<String, Object> threads(Map<String, Object> answer) {
        Map<String, Object> wrapped = new LinkedHashMap<>();
        wrapped.put(
                "threads",
                objects(answer.get("threads")).stream()
                        .map(Envelope::threadSummary)
                        .toList());
        keep(answer, "cursor", wrapped);
        return wrapped;
    }

    private static Map<String, Object> threadSummary(Map<String, Object> thread) {
        Map<String, Object> facts = new LinkedHashMap<>();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("untrusted", true);
        thread.forEach((name, value) -> {
            if (isNothing(value) || LISTS.contains(name)) {
                return;
            }
            (THREAD_FACTS.contains(name) ? facts : content).put(name, value);
        });
        facts.put("content", content);
        return facts;
    }

    private static List<Map<String, Object>> wrapAll(Map<String, Object> answer) {
        return LISTS.stream()
                .filter(answer::containsKey)
                .findFirst()
                .map(list -> objects(answer.get(list)))
                .orElse(List.of())
                .stream()
                .map(Envelope::message)
                .toList();
    }

    private static void keep(Map<String, Object> from, String name, Map<String, Object> to) {
        Object value = from.get(name);
        if (!isNothing(value)) {
            to.put(name, value);
        }
    }

    private static String author(@Nullable Object direction) {
        return "inbound".equals(direction) ? "the sender" : "the mailbox's agent";
    }

    private static List<Map<String, Object>> attachments(Object value) {
        List<Map<String, Object>> files = new ArrayList<>();
        for (Map<String, Object> file : objects(value)) {
            Map<String, Object> view = new LinkedHashMap<>();
            for (String name : List.of("name", "content_type", "size_bytes")) {
                keep(file, name, view);
            }
            files.add(view);
        }
        return files;
    }

    /** The objects of a JSON list; none if it is not one. */
    // The keys of a JSON object are strings.
    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> objects(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream()
                        .filter(element -> element instanceof Map<?, ?>)
                        .map(element -> (Map<String, Object>) element)
                        .toList()
                : List.of();
    }

    private static boolean isNothing(@Nullable Object value) {
        return value == null
                || (value instanceof List<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
    }
}
