/** The API's description for machines (OpenAPI 3.1), made from the one list of operations. */
@NullMarked
package dev.multimail.functions.openapi;

import org.jspecify.annotations.NullMarked;
