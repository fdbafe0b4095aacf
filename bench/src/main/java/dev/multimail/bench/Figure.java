package dev.multimail.bench;

/**
 * One measured figure.
 *
 * @param name what was measured
 * @param bar what it should be
 * @param measured what it was
 * @param met whether that is within the bar
 */
public record Figure(String name, String bar, String measured, boolean met) {}
