/** The operations, one record and one file each. */
@NullMarked
package org.atled.core.op;

import org.jspecify.annotations.NullMarked;
