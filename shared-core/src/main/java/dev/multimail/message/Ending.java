package dev.multimail.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a message ended that did not leave: by whom, when and why. */
public record Ending(String by, Instant at, @Nullable String reason) {}
