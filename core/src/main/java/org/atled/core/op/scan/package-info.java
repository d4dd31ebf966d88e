/** Along an axis, each result from all elements up to its place. */
@NullMarked
package org.atled.core.op.scan;

import org.jspecify.annotations.NullMarked;
