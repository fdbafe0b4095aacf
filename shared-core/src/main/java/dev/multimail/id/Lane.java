package dev.multimail.id;

/** One of the two sides of a mailbox: its live traffic or its test traffic. They never meet. */
public record Lane(MailboxId mailbox, boolean live) {}
