/** Draws from a seed. */
@NullMarked
package org.atled.core.op.random;

import org.jspecify.annotations.NullMarked;
