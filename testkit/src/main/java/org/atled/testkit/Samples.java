package org.atled.testkit;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;

/**
 * Sample values for operands: spread over their domains, no two floats of one case alike before
 * they are rounded to short ones.
 */
final class Samples {
  private Samples() {}

  /** One set of values for each operand, as the types hold them. */
  static List<Numbers> draw(OpRow row, List<Shape> shapes, DType swept) {
    Draws draws = Seed.of(2024).at(row.name()).at(swept.ordinal()).draws();
    int total = shapes.stream().mapToInt(Shape::elements).sum();
    int[] strata = draws.permutation(total);
    List<Numbers> samples = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < shapes.size(); i++) {
      Operand operand = row.operands().get(i);
      DType dtype = operand.dtype(swept);
      double[] values = new double[shapes.get(i).elements()];
      for (int e = 0; e < values.length; e++) {
        double place = (strata[next++] + draws.uniform(0.3, 0.7)) / total;
        values[e] = value(operand, dtype, place);
      }
      samples.add(new Numbers(shapes.get(i), values).in(dtype));
    }
    return samples;
  }

  private static double value(Operand operand, DType dtype, double place) {
    return switch (dtype) {
      case BOOL -> place < 0.5 ? 0 : 1;
      case UINT8 -> whole(Math.max(operand.low(), 0), operand.high(), place);
      case INT32, INT64 -> whole(operand.low(), operand.high(), place);
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 ->
          away(operand, operand.low() + place * (operand.high() - operand.low()));
    };
  }

  private static double whole(double low, double high, double place) {
    double first = Math.ceil(low);
    return Math.min(first + Math.floor(place * (Math.floor(high) - first + 1)), Math.floor(high));
  }

  private static double away(Operand operand, double value) {
    for (double kink : operand.kinks()) {
      if (Math.abs(value - kink) < Operand.MARGIN) {
        return kink + Math.copySign(2 * Operand.MARGIN, value - kink);
      }
    }
    return value;
  }
}
