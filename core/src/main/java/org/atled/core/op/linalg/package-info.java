/** Products of matrices. */
@NullMarked
package org.atled.core.op.linalg;

import org.jspecify.annotations.NullMarked;
