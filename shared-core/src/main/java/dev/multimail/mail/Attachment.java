package dev.multimail.mail;

import dev.multimail.message.Octets;

/** A file that a mail carries: its name, its media type (such as {@code application/pdf}) and its decoded content. */
public record Attachment(String name, String contentType, Octets content) {}
