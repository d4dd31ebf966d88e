/** A step written down at the door, as the kernels that it would run. */
@NullMarked
package org.atled.core.capture;

import org.jspecify.annotations.NullMarked;
