package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.atled.cpu.Operands.Layout.CONTIGUOUS;
import static org.atled.cpu.Operands.Layout.SLICED;
import static org.atled.cpu.Operands.Layout.TRANSPOSED;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.GatherKernel;
import org.atled.core.spi.ScatterKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.cpu.Operands.Layout;
import org.junit.jupiter.api.Test;

public class IndexingTest {
  private static final Optional<Combiner> ADD = Optional.of(Combiner.SUM);

  /** The last stays, or all are combined. */
  private static final List<Optional<Combiner>> COMBINERS =
      Stream.concat(
              Stream.of(Optional.<Combiner>empty()),
              Arrays.stream(Combiner.values()).map(Optional::of))
          .toList();

  private final CpuBackend backend = new CpuBackend(inner(), 1);
  private final Operands operands = new Operands(14);
  private final Random random = new Random(15);

  /** The loops under test: other modules run these tests on theirs. */
  protected InnerLoops inner() {
    return InnerLoops.scalar("as tests do");
  }

  private Strided index(DType dtype, Layout layout, int below, int... sizes) {
    Strided index = operands.of(dtype, layout, sizes);
    Reference.each(
        sizes,
        i -> {
          int value = random.nextInt(below);
          Reference.set(index, i, dtype == DType.INT32 ? (Object) value : (Object) (long) value);
        });
    return index;
  }

  @Test
  void everyTypeAxisAndLayout() {
    int[] sizes = {7, 9, 11};
    int[] picked = {6, 8, 10};
    for (DType dtype : DType.values()) {
      for (DType indexType : List.of(DType.INT32, DType.INT64)) {
        for (int axis = 0; axis < 3; axis++) {
          for (Layout in : Layout.values()) {
            for (Layout other : List.of(CONTIGUOUS, TRANSPOSED, SLICED)) {
              String what = dtype + " axis " + axis + in + other;
              int[] out = Reference.with(picked, axis, 15);
              Strided index = index(indexType, other, sizes[axis], out);
              Operands.check(
                  backend,
                  new GatherKernel(
                      operands.of(dtype, in, sizes), index, axis, operands.of(dtype, other, out)),
                  "gather " + what);
              boolean isCombined = !dtype.isFloating() || dtype.computing() == dtype;
              for (Optional<Combiner> combiner : isCombined ? COMBINERS : COMBINERS.subList(0, 1)) {
                Operands.check(
                    backend,
                    new ScatterKernel(
                        combiner,
                        operands.of(dtype, in, out),
                        index,
                        axis,
                        operands.of(dtype, other, sizes)),
                    "scatter " + combiner + what);
              }
            }
          }
        }
      }
    }
  }

  /** An embedding: one index a row. */
  @Test
  void rowsByRepeatedIndex() {
    Strided ids = index(DType.INT64, CONTIGUOUS, 50, 33, 1);
    Strided index = ids.broadcastTo(Operands.shape(33, 1500));
    Operands.check(
        backend,
        new GatherKernel(
            operands.of(DType.FLOAT32, CONTIGUOUS, 50, 1500),
            index,
            0,
            operands.of(DType.FLOAT32, CONTIGUOUS, 33, 1500)),
        "gather");
    for (Optional<Combiner> combiner : COMBINERS) {
      for (DType dtype : List.of(DType.FLOAT32, DType.INT64, DType.UINT8, DType.BOOL)) {
        Operands.check(
            backend,
            new ScatterKernel(
                combiner,
                operands.of(dtype, CONTIGUOUS, 33, 1500),
                index,
                0,
                operands.of(dtype, CONTIGUOUS, 50, 1500)),
            "scatter " + combiner);
      }
    }
  }

  @Test
  void emptyAndOneDimension() {
    Strided none = index(DType.INT64, CONTIGUOUS, 1, 0);
    Strided five = operands.of(DType.FLOAT32, CONTIGUOUS, 5);
    Operands.check(
        backend,
        new GatherKernel(five, none, 0, operands.of(DType.FLOAT32, CONTIGUOUS, 0)),
        "gather none");
    Operands.check(
        backend,
        new ScatterKernel(ADD, operands.of(DType.FLOAT32, CONTIGUOUS, 0), none, 0, five),
        "scatter none");
    Operands.check(
        backend,
        new ScatterKernel(
            ADD,
            operands.of(DType.FLOAT32, CONTIGUOUS, 3000),
            index(DType.INT32, CONTIGUOUS, 5, 3000),
            0,
            five),
        "many to few");
  }

  @Test
  void aBadIndexIsNamedBeforeAnythingIsWritten() {
    Storage storage = new Storage.Int64(new long[] {0, 2, 5, -1});
    Strided index = Strided.rowMajor(storage, Shape.of(4));
    Strided in = operands.of(DType.FLOAT32, CONTIGUOUS, 5);
    Strided out = operands.of(DType.FLOAT32, CONTIGUOUS, 4);
    Strided before = Operands.copy(out);
    assertThatThrownBy(() -> backend.run(new GatherKernel(in, index, 0, out)))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("Index 5 out of bounds for length 5");
    Operands.same(out, before, "gather");
    Strided target = operands.of(DType.FLOAT32, CONTIGUOUS, 2);
    Strided targetBefore = Operands.copy(target);
    assertThatThrownBy(() -> backend.run(new ScatterKernel(ADD, out, index, 0, target)))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("Index 2 out of bounds for length 2");
    Operands.same(target, targetBefore, "scatter");
    assertThatThrownBy(() ->
            backend.run(
                new GatherKernel(
                    in,
                    Strided.rowMajor(new Storage.Int32(new int[] {-1}), Shape.of(1)),
                    0,
                    operands.of(DType.FLOAT32, CONTIGUOUS, 1))))
        .hasMessage("Index -1 out of bounds for length 5");
    assertThatThrownBy(() ->
            backend.run(
                new GatherKernel(
                    in,
                    Strided.rowMajor(new Storage.Int64(new long[] {1L << 32}), Shape.of(1)),
                    0,
                    operands.of(DType.FLOAT32, CONTIGUOUS, 1))))
        .hasMessage("Index 4294967296 out of bounds for length 5");
    // An index of nothing is not looked at, whatever it is broadcast to.
    backend.run(
        new GatherKernel(
            in,
            Strided.rowMajor(new Storage.Int64(new long[] {9}), Shape.of(1))
                .broadcastTo(Shape.of(0)),
            0,
            operands.of(DType.FLOAT32, CONTIGUOUS, 0)));
  }

  @Test
  void negativeIndicesCountFromTheEndIfTheyMay() {
    Strided in = operands.of(DType.FLOAT32, TRANSPOSED, 5, 6);
    Strided index = index(DType.INT64, CONTIGUOUS, 6, 4, 9);
    Reference.each(
        index.sizes(), i -> Reference.set(index, i, 5 - 2 * (long) Reference.get(index, i)));
    for (DType dtype : List.of(DType.INT32, DType.INT64)) {
      Strided typed = operands.of(dtype, SLICED, 4, 9);
      Reference.each(
          index.sizes(),
          i -> {
            long value = (long) Reference.get(index, i);
            Reference.set(typed, i, dtype == DType.INT32 ? (Object) (int) value : (Object) value);
          });
      Operands.check(
          backend,
          new GatherKernel(in, typed, 1, true, operands.of(DType.FLOAT32, CONTIGUOUS, 4, 9)),
          "gather from the end");
    }
    Strided bad = Strided.rowMajor(new Storage.Int64(new long[] {-5, -6}), Shape.of(2, 1));
    assertThatThrownBy(() ->
            backend.run(
                new GatherKernel(in, bad, 0, true, operands.of(DType.FLOAT32, CONTIGUOUS, 2, 1))))
        .hasMessage("Index -6 out of bounds for length 5");
  }

  @Test
  void shapesOfTheIndexMayBeSmaller() {
    int[] picked = {3, 2};
    Operands.check(
        backend,
        new GatherKernel(
            operands.of(DType.INT32, CONTIGUOUS, 5, 6),
            index(DType.INT64, CONTIGUOUS, 6, picked),
            1,
            operands.of(DType.INT32, CONTIGUOUS, picked)),
        Arrays.toString(picked));
  }
}
