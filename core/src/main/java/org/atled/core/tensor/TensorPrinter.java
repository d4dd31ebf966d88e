package org.atled.core.tensor;

/** Prints tensors. */
final class TensorPrinter {
  private TensorPrinter() {}

  static String print(Tensor x) {
    return x.type() + " " + java.util.Arrays.toString(x.toDoubles());
  }
}
