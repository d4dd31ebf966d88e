package org.atled.lectures.backprop;

import org.atled.lectures.matrix.Matrix;

/** ∇Wˡ and ∇bˡ of one layer, of the shapes of Wˡ and bˡ. */
public record LayerGradient(Matrix w, Matrix b) {}
