package org.atled.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.junit.jupiter.api.Test;

class RowsTest {
  private static final Expression SAME =
      Expression.of(List.of(DType.FLOAT32), DType.FLOAT32, List::getFirst);

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
}
