package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.atled.core.autograd.Autograd;
import org.atled.core.capture.Capture;
import org.atled.core.capture.Recording;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.op.indexing.ScatterAdd;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Rows;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.RowProgram;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What runs on blocks of rows has the bits of whole kernels one after another. */
class RowProgramTest {
  private static final int ROWS = 701;
  private static final int WIDTH = 307;

  /** Few enough to be run as they are. */
  private static final int FEW = 40;

  private record Row(String name, UnaryOperator<Tensor> f) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> functions() {
    return Stream.of(
        new Row("softmax", x -> x.softmax(-1)),
        new Row("logSoftmax", x -> x.logSoftmax(-1)),
        new Row("layerNorm", x -> x.layerNorm(1, 1e-5)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void valuesAndGradientsHaveTheBitsOfFewRows(Row row) {
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      for (Layout layout : Layout.values()) {
        Tensor x = layout.lay(layout.adapt(numbers(ROWS, WIDTH)), dtype);
        String what = dtype + " " + layout;
        assertSame(what, row.f.apply(x), inParts(x, row.f));
        assertSame(what + ", gradient", gradient(row.f, x), inParts(x, y -> gradient(row.f, y)));
      }
    }
  }

  /** Along other axes, and with axes between, where blocks are of something else or none. */
  @Test
  void axesMayStandAnywhere() {
    Tensor x = numbers(60, 70, 41).tensor(DType.FLOAT32);
    for (int axis = 0; axis < 3; axis++) {
      int along = axis;
      Tensor lines = x.transpose(axis, 2).copy();
      assertSame(
          "softmax along " + axis,
          x.softmax(axis),
          inParts(lines, y -> y.softmax(2)).transpose(along, 2));
    }
  }

  /** A batch of one, of heads of rows: the rows of all heads are those that are cut. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void rowsMayHaveSeveralAxes(Row row) {
    for (Layout layout : List.of(Layout.CONTIGUOUS, Layout.TRANSPOSED, Layout.SLICED)) {
      Tensor x = layout.lay(numbers(1, 3, 257, 97), DType.FLOAT32);
      Tensor flat = x.reshape(771, 97);
      assertSame(layout + "", row.f.apply(x).reshape(771, 97), inParts(flat, row.f));
      assertSame(
          layout + ", gradient",
          gradient(row.f, x).reshape(771, 97),
          inParts(flat, y -> gradient(row.f, y)));
    }
  }

  @Test
  void theKernelsOfARowAreOneGroupAndSeveralBlocks() {
    TensorType type = new TensorType(DType.FLOAT32, Shape.of(ROWS, WIDTH));
    for (Row row : functions().toList()) {
      assertOneGroup(row.name, List.of(type), in -> row.f.apply(in.getFirst()));
    }
    TensorType weight = new TensorType(DType.FLOAT32, Shape.of(WIDTH, 20));
    assertOneGroup(
        "softmax of a product",
        List.of(type, weight),
        in -> in.get(0).matmul(in.get(1)).softmax(1));
  }

  private static void assertOneGroup(
      String name, List<TensorType> types, Function<List<Tensor>, Tensor> step) {
    Recording recording = Capture.record(types, in -> List.of(step.apply(in)));
    List<Kernel> kernels = recording.steps().stream().map(Recording.Step::kernel).toList();
    List<Rows> groups = Rows.groups(kernels, kernel -> true);
    assertThat(groups).as(name).hasSize(1);
    assertThat(groups.getFirst().kernels()).as(name).hasSizeGreaterThan(2);
    assertThat(Rows.blocks(kernels, ROWS)).as(name).hasSizeGreaterThan(4);
  }

  @Test
  void aProductMayFeedARow() {
    Tensor w = Sample.normal(Seed.of(2), WIDTH, 20);
    Tensor bias = Sample.normal(Seed.of(3), 20);
    UnaryOperator<Tensor> f = x -> x.matmul(w).add(bias).softmax(1).matmul(w.mT());
    for (Layout layout : Layout.values()) {
      Tensor x = layout.lay(layout.adapt(numbers(ROWS, WIDTH)), DType.FLOAT32);
      assertSame("product " + layout, program(x, f), f.apply(x));
    }
  }

  /** softmax(q·kᵀ)·v of every matrix of a batch. */
  @Test
  void productsOfABatchAreCutBetweenMatrices() {
    UnaryOperator<Tensor> attention = x -> x.matmul(x.mT()).mul(0.1).softmax(2).matmul(x);
    Tensor x = numbers(37, 19, 41).tensor(DType.FLOAT64);
    assertSame("attention", program(x, attention), attention.apply(x));
  }

  /** Products of a few rows may go by copies of the right operand: those of this block. */
  @Test
  void aBlockTakesNoOperandForThatOfAnother() {
    UnaryOperator<Tensor> f = x -> x.slice(1, 0, 2).matmul(x.exp().mT());
    Tensor x = numbers(300, 40, 128).tensor(DType.FLOAT32);
    assertSame("few rows", program(x, f), f.apply(x));
  }

  /** The weight of the second product is what the first one gives. */
  @Test
  void whatEveryRowNeedsWholeIsWholeBefore() {
    Tensor x = numbers(150, 150).tensor(DType.FLOAT32);
    UnaryOperator<Tensor> f = y -> y.exp().matmul(y.sin()).matmul(y.exp().mul(2)).softmax(1);
    assertSame("products", program(x, f), f.apply(x));
  }

  /** What is added to was zeros, also in a room where another block's sums were. */
  @Test
  void everyBlockAddsToZeros() {
    long[] places = LongStream.range(0, ROWS * WIDTH).map(i -> 7 * i % WIDTH).toArray();
    Tensor index = Tensor.of(places).reshape(ROWS, WIDTH);
    Tensor x = numbers(ROWS, WIDTH).tensor(DType.FLOAT32);
    UnaryOperator<Tensor> f =
        y -> Dispatch.apply(new ScatterAdd(1, y.shape()), y.sin(), index).exp();
    assertSame("scatter", program(x, f), f.apply(x));
  }

  /** Without a history the logarithms of the others are in no memory but a block's. */
  @Test
  void crossEntropyHasTheSameBitsWithAndWithoutHistory() {
    Tensor x = numbers(ROWS, WIDTH).tensor(DType.FLOAT32);
    Tensor classes = Tensor.of(LongStream.range(0, ROWS).map(i -> 31 * i % WIDTH).toArray());
    assertSame(
        "crossEntropy",
        Autograd.noGrad(() -> x.crossEntropy(classes)),
        x.requiresGrad().crossEntropy(classes));
  }

  @Test
  void anIndexOutsideIsExplainedAsEver() {
    Tensor x = numbers(ROWS, WIDTH).tensor(DType.FLOAT32);
    long[] picked = new long[ROWS];
    picked[600] = WIDTH;
    Tensor index = Tensor.of(picked);
    assertThatThrownBy(() -> program(x, y -> y.logSoftmax(1).gather(1, index.unsqueeze(1))))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("gather along axis 1 of shape [701, 307]: Index 307");
    assertThatThrownBy(() -> Autograd.noGrad(() -> x.crossEntropy(index)))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith("crossEntropy: the label at [600] is 307, but the network tells");
  }

  private static Tensor program(Tensor x, UnaryOperator<Tensor> f) {
    return Autograd.noGrad(() -> RowProgram.of(x.type(), () -> List.of(f.apply(x))).getFirst());
  }

  private static Numbers numbers(long... sizes) {
    return Numbers.of(Sample.normal(Seed.of(1), sizes));
  }

  private static Tensor gradient(UnaryOperator<Tensor> f, Tensor x) {
    Tensor tracked = x.requiresGrad();
    Tensor y = f.apply(tracked);
    return Autograd.gradients(y.mul(x.sin()).sum(), tracked).of(tracked);
  }

  private static Tensor inParts(Tensor x, UnaryOperator<Tensor> f) {
    List<Tensor> parts = new ArrayList<>();
    int rows = (int) x.shape().size(0);
    int few = Math.toIntExact(Math.min(FEW, (1 << 14) / (x.shape().elements() / rows) - 1));
    for (int i = 0; i < rows; i += few) {
      parts.add(f.apply(x.slice(0, i, Math.min(i + few, rows))));
    }
    return Structure.concat(0, parts.toArray(Tensor[]::new));
  }

  private static void assertSame(String what, Tensor got, Tensor wanted) {
    assertThat(got.type()).as(what).isEqualTo(wanted.type());
    assertThat(Arrays.equals(got.toDoubles(), wanted.toDoubles())).as(what).isTrue();
  }
}
