/** What Lambda calls: an entry for each kind of event, wired from the function's environment. */
@NullMarked
package dev.multimail.lambda;

import org.jspecify.annotations.NullMarked;
