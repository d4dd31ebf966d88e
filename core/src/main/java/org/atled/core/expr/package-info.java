/** Scalar expressions, from which every element-wise loop is generated. */
@NullMarked
package org.atled.core.expr;

import org.jspecify.annotations.NullMarked;
