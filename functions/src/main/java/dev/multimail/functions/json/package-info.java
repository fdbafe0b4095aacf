/** JSON in and out: the one place that knows Jackson. */
@NullMarked
package dev.multimail.functions.json;

import org.jspecify.annotations.NullMarked;
