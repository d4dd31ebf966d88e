/** Other arrangements of elements. */
@NullMarked
package org.atled.core.op.structure;

import org.jspecify.annotations.NullMarked;
