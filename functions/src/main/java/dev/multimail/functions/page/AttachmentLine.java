package dev.multimail.functions.page;

/**
 * One attachment as the approver sees it.
 *
 * @param name the file name that would be sent
 * @param contentType its media type (RFC 2045 §5)
 * @param size in octets, decoded
 */
public record AttachmentLine(String name, String contentType, int size) {}
