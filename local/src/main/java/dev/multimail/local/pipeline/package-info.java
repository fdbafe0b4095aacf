/** In-process stand-ins for what drives the functions on AWS: stream, queue, waits, bus and transport. */
@NullMarked
package dev.multimail.local.pipeline;

import org.jspecify.annotations.NullMarked;
