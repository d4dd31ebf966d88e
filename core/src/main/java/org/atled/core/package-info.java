/** Tensors, operations and reverse-mode differentiation. */
@NullMarked
package org.atled.core;

import org.jspecify.annotations.NullMarked;
