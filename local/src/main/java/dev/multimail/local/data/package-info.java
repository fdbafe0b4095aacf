/** What the local service keeps: tables, blobs, keys, the outbox and the folder they lie in. */
@NullMarked
package dev.multimail.local.data;

import org.jspecify.annotations.NullMarked;
