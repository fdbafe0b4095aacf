/** What a test can hold the whole repository to: its tidiness and its architecture. */
@NullMarked
package dev.multimail.conventions;

import org.jspecify.annotations.NullMarked;
