/** Data sets, loaders and transforms. */
@NullMarked
package org.atled.data;

import org.jspecify.annotations.NullMarked;
