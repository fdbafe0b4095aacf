/** The token authorizer of API Gateway. */
@NullMarked
package dev.multimail.functions.authorizer;

import org.jspecify.annotations.NullMarked;
