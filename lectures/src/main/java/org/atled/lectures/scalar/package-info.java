/**
 * Rung 5: numbers that remember how they were made. One rule for each operation, and the chain rule
 * walks any formula backwards.
 */
@NullMarked
package org.atled.lectures.scalar;

import org.jspecify.annotations.NullMarked;
