/** Matrices over plain Java arrays, and the few functions that the rungs share. */
@NullMarked
package org.atled.lectures.matrix;

import org.jspecify.annotations.NullMarked;
