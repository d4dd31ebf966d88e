/** Functions of tensors, run as plans. */
@NullMarked
package org.atled.compile;

import org.jspecify.annotations.NullMarked;
