/** The HTTP front: routes, the authorizer before them, and the pages and tools that exist on one machine only. */
@NullMarked
package dev.multimail.local.http;

import org.jspecify.annotations.NullMarked;
