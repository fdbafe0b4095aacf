/** What API Gateway's events and answers look like, and the one place where an operation meets them. */
@NullMarked
package dev.multimail.functions.gateway;

import org.jspecify.annotations.NullMarked;
