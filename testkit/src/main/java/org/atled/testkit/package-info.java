/** Gradient checks, the op table and the oracle, for those who add operations. */
@NullMarked
package org.atled.testkit;

import org.jspecify.annotations.NullMarked;
