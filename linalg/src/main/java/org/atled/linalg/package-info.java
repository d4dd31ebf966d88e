/** Decompositions of matrices by the names of {@code torch.linalg}. */
@NullMarked
package org.atled.linalg;

import org.jspecify.annotations.NullMarked;
