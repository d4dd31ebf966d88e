/** Typed, unchecked errors. Each says what, where, expected, got, and the way out. */
@NullMarked
package org.atled.core.error;

import org.jspecify.annotations.NullMarked;
