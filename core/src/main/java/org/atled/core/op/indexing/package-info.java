/** Elements taken from and put to places that indices and masks name. */
@NullMarked
package org.atled.core.op.indexing;

import org.jspecify.annotations.NullMarked;
