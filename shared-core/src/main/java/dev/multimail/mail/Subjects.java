package dev.multimail.mail;

import java.util.regex.Pattern;

/** Subject lines of threads. */
public final class Subjects {
    /**
     * What the common mail programs put before a subject they reply to: English, German, Scandinavian, with a count or
     * not.
     */
    private static final Pattern REPLY = Pattern.compile(
            "^(?:\\s*+(?:re|aw|sv|antw)(?:\\[\\d{1,4}]|\\(\\d{1,4}\\))?\\s*+:)++\\s*+", Pattern.CASE_INSENSITIVE);

    private Subjects() {}

    /** The subject of a reply: {@code Re: } once, in place of whatever reply marks stood there (RFC 5322 §3.6.5). */
    public static String reply(String subject) {
        return ("Re: " + REPLY.matcher(subject).replaceFirst("").strip()).strip();
    }
}
