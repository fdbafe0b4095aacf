/** DynamoDB inside the tests' own process. */
@NullMarked
package dev.multimail.store.testing;

import org.jspecify.annotations.NullMarked;
