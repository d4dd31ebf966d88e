/** Elements by size. */
@NullMarked
package org.atled.core.op.order;

import org.jspecify.annotations.NullMarked;
