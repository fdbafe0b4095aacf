/** Verifies an exported audit log, with nothing but the file and the public keys. */
@NullMarked
package dev.multimail.local.audit;

import org.jspecify.annotations.NullMarked;
