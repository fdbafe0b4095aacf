/** The whole service in one process: the real handlers with everything around them on this machine. */
@NullMarked
package dev.multimail.local;

import org.jspecify.annotations.NullMarked;
