/** The approval page and the notices that lead to it: what approvers are shown, and how their links work. */
@NullMarked
package dev.multimail.functions.approval;

import org.jspecify.annotations.NullMarked;
