package org.atled.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.junit.jupiter.api.Test;

class RowsTest {
  private static final Expression SAME =
      Expression.of(List.of(DType.FLOAT32), DType.FLOAT32, List::getFirst);

  private static final Expression FIRST_OF_TWO =
      Expression.of(List.of(DType.FLOAT32, DType.FLOAT32), DType.FLOAT32, List::getFirst);

  private final Strided sums = of(6);

  private static Strided of(long... sizes) {
    Shape shape = Shape.of(sizes);
    return Strided.rowMajor(Storage.recorded(DType.FLOAT32, shape.elements()), shape);
  }

  /** Into how many groups a sum of each of six rows and a map of the sums fall. */
  private int groups(Strided x) {
    Kernel sum = new ReduceKernel(Combiner.SUM, SAME, List.of(x), 1, sums);
    Kernel map = new MapKernel(SAME, List.of(sums), List.of(of(6)));
    return Rows.groups(List.of(sum, map), kernel -> true).size();
  }

  @Test
  void sumsOfWhatLiesInRowsAreCutIntoRows() {
    int wide = 1 << 16;
    assertThat(groups(of(6, wide))).isEqualTo(1);
    assertThat(groups(of(1, wide).broadcastTo(Shape.of(6, wide)))).isEqualTo(1);
    assertThat(groups(of(6, 1).broadcastTo(Shape.of(6, wide)))).isEqualTo(1);
  }

  /** Of the channels of images: what lies between rows is whole lines. */
  @Test
  void soAreSumsOfRowsInPieces() {
    Strided planes = of(1 << 10, 6, 64).permute(1, 0, 2);
    Kernel sum = new ReduceKernel(Combiner.SUM, SAME, List.of(planes), 2, sums);
    Kernel map = new MapKernel(SAME, List.of(sums), List.of(of(6)));
    assertThat(Rows.groups(List.of(sum, map), kernel -> true)).hasSize(1);
  }

  @Test
  void sumsDownColumnsAreNotIfTheyAreMoreThanABlock() {
    assertThat(groups(of(1 << 16, 6).permute(1, 0))).isEqualTo(2);
    assertThat(groups(of(8, 6).permute(1, 0))).isEqualTo(1);
  }

  /** The steps of two matrices, which read the rate alone in common. */
  @Test
  void largeKernelsThatShareNoRowAreApart() {
    Strided rate = of(1);
    assertThat(steps(rate, of(6, 1 << 10), of(6, 1 << 10))).hasSize(1);
    assertThat(steps(rate, of(6, 1 << 15), of(6, 1 << 15))).hasSize(2);
    assertThat(steps(rate, of(6, 1 << 15), of(6, 1 << 10))).hasSize(1);
    Strided same = of(6, 1 << 15);
    assertThat(steps(rate, same, same)).hasSize(1);
  }

  private static List<Rows> steps(Strided rate, Strided first, Strided second) {
    List<Kernel> kernels =
        Stream.of(first, second)
            .<Kernel>map(x ->
                new MapKernel(
                    FIRST_OF_TWO,
                    List.of(x, rate.broadcastTo(x.shape())),
                    List.of(of(x.shape().toArray()))))
            .toList();
    return Rows.groups(kernels, kernel -> true);
  }
}
