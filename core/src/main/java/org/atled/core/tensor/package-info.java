/** Tensors, the door every operation passes, and the cells that change. */
@NullMarked
package org.atled.core.tensor;

import org.jspecify.annotations.NullMarked;
