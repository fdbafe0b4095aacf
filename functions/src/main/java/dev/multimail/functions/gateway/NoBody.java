package dev.multimail.functions.gateway;

/** The request of an operation that reads no body; whatever JSON object a client sends is ignored. */
public record NoBody() {}
