/** Rung 6: the same networks in Atled proper, operation by operation or as a plan. */
@NullMarked
package org.atled.lectures.tensor;

import org.jspecify.annotations.NullMarked;
