/** From many elements to one. */
@NullMarked
package org.atled.core.op.reduce;

import org.jspecify.annotations.NullMarked;
