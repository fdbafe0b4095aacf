package dev.multimail.mail;

/** A header field, unfolded: its name without the colon, and its value (RFC 5322 §2.2). */
public record Header(String name, String value) {}
