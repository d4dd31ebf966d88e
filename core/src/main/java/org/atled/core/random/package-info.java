/** Counter-based random numbers: a draw depends on its place, not on who computes it. */
@NullMarked
package org.atled.core.random;

import org.jspecify.annotations.NullMarked;
