package dev.multimail.mail;

/**
 * What is said of an attachment without its content: a name that is unique in its mail and safe as a file name, a media
 * type in lower case, and the decoded size in octets.
 */
public record AttachmentInfo(String name, String contentType, int size) {}
