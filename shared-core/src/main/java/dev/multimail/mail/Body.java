package dev.multimail.mail;

import org.jspecify.annotations.Nullable;

/** What a draft says, in the form in which its writer gave it. */
public sealed interface Body {
    /** Markdown (CommonMark with tables, strikethrough and bare links); goes out as its source and as HTML. */
    record Markdown(String source) implements Body {}

    /** Plain text only. */
    record Text(String text) implements Body {}

    /** HTML as it is to be sent; without a text beside it, one is made from it. */
    record Html(String html, @Nullable String text) implements Body {}
}
