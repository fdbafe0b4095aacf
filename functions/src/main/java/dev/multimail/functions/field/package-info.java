/**
 * What each field of a request means and how much of it there may be: the API's document and its door read the same.
 */
@NullMarked
package dev.multimail.functions.field;

import org.jspecify.annotations.NullMarked;
