/** One record an operation, and the numerical work by EJML. */
@NullMarked
package org.atled.linalg.op;

import org.jspecify.annotations.NullMarked;
