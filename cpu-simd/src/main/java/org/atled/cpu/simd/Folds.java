package org.atled.cpu.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.atled.core.expr.Folding;

/**
 * {@link org.atled.core.expr.Primitive#FOLD_SINE} and its kin on vectors: one test whether any
 * angle is great, which is seldom so, and if it is, one element after the other.
 */
final class Folds {
  private Folds() {}

  static FloatVector sine(FloatVector x) {
    return isFar(x) ? slow(x, true) : x;
  }

  static FloatVector cosine(FloatVector x) {
    return isFar(x) ? slow(x, false) : x;
  }

  static DoubleVector sine(DoubleVector x) {
    return isFar(x) ? slow(x, true) : x;
  }

  static DoubleVector cosine(DoubleVector x) {
    return isFar(x) ? slow(x, false) : x;
  }

  private static boolean isFar(FloatVector x) {
    return x.lanewise(VectorOperators.ABS).compare(VectorOperators.GT, Folding.NEAR32).anyTrue();
  }

  private static boolean isFar(DoubleVector x) {
    return x.lanewise(VectorOperators.ABS).compare(VectorOperators.GT, Folding.NEAR64).anyTrue();
  }

  private static FloatVector slow(FloatVector x, boolean sine) {
    float[] all = x.toArray();
    for (int i = 0; i < all.length; i++) {
      all[i] = sine ? Folding.sine(all[i]) : Folding.cosine(all[i]);
    }
    return FloatVector.fromArray(x.species(), all, 0);
  }

  private static DoubleVector slow(DoubleVector x, boolean sine) {
    double[] all = x.toArray();
    for (int i = 0; i < all.length; i++) {
      all[i] = sine ? Folding.sine(all[i]) : Folding.cosine(all[i]);
    }
    return DoubleVector.fromArray(x.species(), all, 0);
  }
}
