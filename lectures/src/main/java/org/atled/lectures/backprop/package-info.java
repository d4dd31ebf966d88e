/**
 * Rung 3: back-propagation through any number of layers, first through one unit a layer, then with
 * matrices, examples as columns or as rows.
 */
@NullMarked
package org.atled.lectures.backprop;

import org.jspecify.annotations.NullMarked;
