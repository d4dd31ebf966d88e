/** Bounded reading of bytes and their conversion to elements; inside this module only. */
@NullMarked
package org.atled.formats.bytes;

import org.jspecify.annotations.NullMarked;
