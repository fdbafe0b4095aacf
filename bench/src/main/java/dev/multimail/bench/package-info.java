/** Measurements of the service as ratios that are taken in one run. */
@NullMarked
package dev.multimail.bench;

import org.jspecify.annotations.NullMarked;
