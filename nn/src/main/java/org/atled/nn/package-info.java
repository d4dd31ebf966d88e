/** Layers, losses, initialisers and optimizers. */
@NullMarked
package org.atled.nn;

import org.jspecify.annotations.NullMarked;
