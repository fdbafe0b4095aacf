/** How strangers open an account: a proof of work, a code by mail, a mailbox for the agent and a key for its owner. */
@NullMarked
package dev.multimail.functions.signup;

import org.jspecify.annotations.NullMarked;
