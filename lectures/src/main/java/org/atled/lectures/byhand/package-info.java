/** Rung 2: a network of two layers whose gradient is derived by hand. */
@NullMarked
package org.atled.lectures.byhand;

import org.jspecify.annotations.NullMarked;
