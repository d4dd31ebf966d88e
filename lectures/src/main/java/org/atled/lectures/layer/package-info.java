/**
 * Rung 4: layers that know their own derivative. A backward pass asks each for a vector-Jacobian
 * product; beside it stands the Jacobian itself, which nobody needs.
 */
@NullMarked
package org.atled.lectures.layer;

import org.jspecify.annotations.NullMarked;
