/** Element by element, after broadcasting. */
@NullMarked
package org.atled.core.op.elementwise;

import org.jspecify.annotations.NullMarked;
