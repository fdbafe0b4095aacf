/** State in DynamoDB: one class per noun, hand-written mapping, conditional transactions. */
@NullMarked
package dev.multimail.store;

import org.jspecify.annotations.NullMarked;
