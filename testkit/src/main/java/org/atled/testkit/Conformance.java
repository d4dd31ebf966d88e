package org.atled.testkit;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/** What every backend must pass: the op table on whatever backend is current. */
public final class Conformance {
  /** Cases with more elements than this are left out of difference quotients. */
  private static final int MOST_DIFFERENCES = 40;

  /** Units in the last place between gradients of a few steps, computed here and elsewhere. */
  private static final int LITERAL_GRADIENTS = 64;

  private static final double[] SPECIALS = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    1e-30,
    -1e-30,
    1e-4,
    -1e-4,
    9,
    -9,
    25.5,
    -25.5,
    80,
    -80,
    1e4,
    -1e4,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private Conformance() {}

  /**
   * The values of every operation on all its cases, for each type and each layout: float32 in every
   * layout, other types as they come and in one other layout, which goes round from row to row.
   * Types are computed by loops, and layouts walked by strides: a kernel's own tests try all pairs.
   */
  public static List<Check> values() {
    List<Check> checks = new ArrayList<>();
    List<OpRow> rows = OpTable.rows();
    for (int i = 0; i < rows.size(); i++) {
      OpRow row = rows.get(i);
      boolean swept = row.dtypes().contains(DType.FLOAT32);
      for (DType dtype : row.dtypes()) {
        boolean all = dtype == DType.FLOAT32 || !swept;
        List<Layout> layouts =
            all ? List.of(Layout.values()) : List.of(Layout.CONTIGUOUS, otherLayout(i, dtype));
        checks.add(new Check(row + ", " + dtype, () -> values(row, dtype, layouts)));
      }
    }
    return checks;
  }

  private static Layout otherLayout(int row, DType dtype) {
    Layout[] layouts = Layout.values();
    return layouts[1 + (row + dtype.ordinal()) % (layouts.length - 1)];
  }

  /** NaN, infinities, zeros, numbers great and small, for the operations that say so. */
  public static List<Check> specials() {
    List<Check> checks = new ArrayList<>();
    for (OpRow row : OpTable.rows()) {
      for (DType dtype : OpRow.EVERY_FLOAT) {
        if (row.specials()) {
          Numbers x = new Numbers(Shape.of(SPECIALS.length), SPECIALS).in(dtype);
          checks.add(
              new Check(
                  row + ", " + dtype,
                  () -> {
                    Numbers wanted = row.reference().apply(List.of(x));
                    compare(row, dtype, wanted, List.of(x), List.of(x.tensor(dtype)));
                  }));
        }
      }
    }
    return checks;
  }

  /** The values, and some gradients, that NumPy, SciPy and PyTorch give, for each operation. */
  public static List<Check> literals() {
    List<Check> checks = new ArrayList<>();
    Map<String, List<Literals.Literal>> literals =
        Literals.all().stream()
            .collect(groupingBy(Literals.Literal::row, LinkedHashMap::new, toList()));
    // The table is made anew whenever it is asked: once for all literals, and not for each.
    Map<String, OpRow> rows = new HashMap<>();
    OpTable.rows().forEach(row -> rows.putIfAbsent(row.name(), row));
    literals.forEach((name, lines) -> {
      OpRow row = rows.computeIfAbsent(name, OpTable::row);
      checks.add(new Check(name, () -> lines.forEach(line -> literal(row, line))));
    });
    return checks;
  }

  /** First and second derivatives in float64 against difference quotients, in two layouts. */
  public static List<Check> gradients() {
    List<Check> checks = new ArrayList<>();
    for (OpRow row : OpTable.rows()) {
      if (row.gradient() == OpRow.Gradient.CHECKED) {
        checks.add(new Check(row.toString(), () -> gradients(row)));
      }
      if (row.gradient() == OpRow.Gradient.NONE) {
        checks.add(new Check(row + " leaves no node", () -> leavesNoNode(row)));
      }
    }
    return checks;
  }

  /** Faster ways against what they are defined to be. */
  public static List<Check> definitions() {
    return Definitions.checks();
  }

  private static void values(OpRow row, DType dtype, List<Layout> layouts) {
    for (List<Shape> shapes : row.cases()) {
      List<Numbers> drawn = Samples.draw(row, shapes, dtype);
      // Most layouts can hold the same numbers: oracles with sixty digits take their time.
      Numbers wanted = row.reference().apply(drawn);
      for (Layout layout : layouts) {
        List<Numbers> samples = drawn.stream().map(layout::adapt).toList();
        Numbers right = samples.equals(drawn) ? wanted : row.reference().apply(samples);
        try {
          compare(row, dtype, right, samples, lay(row, samples, dtype, layout));
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError(layout + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private static List<Tensor> lay(OpRow row, List<Numbers> samples, DType swept, Layout layout) {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      tensors.add(layout.lay(samples.get(i), row.operands().get(i).dtype(swept)));
    }
    return tensors;
  }

  private static void compare(
      OpRow row, DType dtype, Numbers wanted, List<Numbers> samples, List<Tensor> operands) {
    Tensor result = row.call().apply(operands);
    TensorType type = new TensorType(row.result().apply(dtype), wanted.shape());
    if (!result.type().equals(type)) {
      throw new AssertionError(
          row + " of " + types(operands) + " gives " + result.type() + ", not " + type);
    }
    same(row + " of " + types(operands), wanted, result, row.tolerance(type.dtype()));
    for (int i = 0; i < operands.size(); i++) {
      if (!Arrays.equals(Numbers.of(operands.get(i)).values(), samples.get(i).values())) {
        throw new AssertionError(row + " of " + types(operands) + " has changed operand " + i);
      }
    }
  }

  /**
   * Fails if a tensor is not near enough to what is wanted.
   *
   * @throws AssertionError naming the first element that differs and both values
   */
  public static void same(String what, Numbers wanted, Tensor result, Tolerance tolerance) {
    Numbers got = Numbers.of(result);
    Numbers exact = result.dtype().isFloating() ? wanted : wanted.in(result.dtype());
    for (int i = 0; i < got.values().length; i++) {
      double w = exact.values()[i];
      double g = got.values()[i];
      if (!tolerance.allows(w, g, result.dtype())) {
        throw new AssertionError(
            what
                + ": element "
                + Arrays.toString(Numbers.indices(result.shape(), i))
                + " is "
                + g
                + " but should be "
                + w
                + " ("
                + tolerance
                + ")");
      }
    }
  }

  private static void literal(OpRow row, Literals.Literal literal) {
    Tensor result = row.call().apply(literal.operands());
    if (!result.type().equals(literal.result().type())) {
      throw new AssertionError(
          literal + " gives " + result.type() + ", not " + literal.result().type());
    }
    same(literal.toString(), Numbers.of(literal.result()), result, row.tolerance(result.dtype()));
    if (!literal.gradients().isEmpty()) {
      literalGradients(row, literal);
    }
  }

  /** The gradients of the result's sum, at kinks, ties and infinities too. */
  private static void literalGradients(OpRow row, Literals.Literal literal) {
    List<Tensor> tracked =
        literal.operands().stream()
            .map(x -> x.dtype().isFloating() ? x.requiresGrad() : x)
            .toList();
    List<Tensor> floats = tracked.stream().filter(Tensor::needsGrad).toList();
    Gradients found =
        Autograd.gradients(row.call().apply(tracked).sum(), floats.toArray(Tensor[]::new));
    // Where a row's values are sums whose terms cancel, so are its gradients.
    Tolerance near = new Tolerance(LITERAL_GRADIENTS, row.float64().atLeast() > 0 ? 1 : 1e-3);
    for (int i = 0; i < tracked.size(); i++) {
      Tensor x = tracked.get(i);
      literal
          .gradients()
          .get(i)
          .ifPresent(wanted ->
              same(literal + ", gradient by " + x.type(), Numbers.of(wanted), found.of(x), near));
    }
  }

  private static void gradients(OpRow row) {
    for (List<Shape> shapes : row.cases()) {
      if (shapes.stream().mapToInt(Shape::elements).sum() <= MOST_DIFFERENCES) {
        List<Numbers> samples = Samples.draw(row, shapes, DType.FLOAT64);
        SequencedMap<String, List<Tensor>> alike = new LinkedHashMap<>();
        for (Layout layout : List.of(Layout.CONTIGUOUS, Layout.TRANSPOSED)) {
          alike.put(row.name() + ", " + layout, lay(row, samples, DType.FLOAT64, layout));
        }
        GradientCheck.both(row.call(), alike);
      }
    }
  }

  private static void leavesNoNode(OpRow row) {
    DType dtype =
        row.dtypes().contains(DType.FLOAT64) ? DType.FLOAT64 : row.dtypes().iterator().next();
    List<Numbers> samples = Samples.draw(row, row.cases().getFirst(), dtype);
    List<Tensor> tracked =
        lay(row, samples, dtype, Layout.CONTIGUOUS).stream()
            .map(x -> x.dtype().isFloating() ? x.requiresGrad() : x)
            .toList();
    if (row.call().apply(tracked).needsGrad()) {
      throw new AssertionError(row + " has no derivative but its result needs a gradient");
    }
  }

  private static List<TensorType> types(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::type).toList();
  }
}
