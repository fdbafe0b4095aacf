package dev.multimail.functions.view;

import dev.multimail.functions.gateway.Reply;
import dev.multimail.store.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A part of an export in an answer: JSON Lines, and in the header {@code x-next-cursor} where the rest begins. */
public final class JsonLinesReply {
    private static final int OK = 200;

    private JsonLinesReply() {}

    /** The lines of a page, without line ends, as a file of that name. */
    public static Reply of(String filename, Page<String> page) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/jsonl; charset=utf-8");
        headers.put("cache-control", "no-store");
        headers.put("content-disposition", "attachment; filename=\"" + filename + "\"");
        if (page.next() != null) {
            headers.put("x-next-cursor", page.next());
        }
        return new Reply.Text(
                OK, headers, page.items().stream().map(line -> line + "\n").collect(Collectors.joining()));
    }
}
