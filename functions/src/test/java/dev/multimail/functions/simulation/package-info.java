/**
 * The whole service over tables in memory, with everything that may go wrong: crashes at each call, races in each
 * order, and long histories of chance. Laws judge what was committed and what left.
 */
@NullMarked
package dev.multimail.functions.simulation;

import org.jspecify.annotations.NullMarked;
