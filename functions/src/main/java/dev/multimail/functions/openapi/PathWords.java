package dev.multimail.functions.openapi;

import java.util.Map;
import java.util.Objects;

/** What the parameters of paths mean. */
final class PathWords {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("address", "The suppressed address."),
            Map.entry("contact", "The contact's id."),
            Map.entry("delivery", "The delivery's id."),
            Map.entry("domain", "The domain's id."),
            Map.entry("email", "The message's id, msg_…."),
            Map.entry("entry", "The entry's id."),
            Map.entry("file", "The signed name of a file, as its URL has it."),
            Map.entry("filename", "The attachment's name, or its number from 0."),
            Map.entry("key", "The tag's name."),
            Map.entry("mailbox", "The mailbox, by id or address; me for an agent's own."),
            Map.entry("message", "The message's id, msg_…."),
            Map.entry("slug", "The short name that is wanted."),
            Map.entry("thread", "The thread's id, thr_…."),
            Map.entry("token", "The id of a key, or what a link carries."),
            Map.entry("webhook", "The webhook's id."));

    private PathWords() {}

    static String of(String parameter) {
        return Objects.requireNonNull(WORDS.get(parameter), () -> "no words for {" + parameter + "}");
    }
}
