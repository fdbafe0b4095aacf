/** Signed approval links and the nonces of the approval page. */
@NullMarked
package dev.multimail.approval;

import org.jspecify.annotations.NullMarked;
