package org.atled.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.atled.core.error.CaptureException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static Strided place(int length) {
    return Strided.rowMajor(Storage.recorded(DType.FLOAT32, length), Shape.of(length));
  }

  private static List<Kernel> map(Strided in, Strided out) {
    return List.of(new MapKernel(Stage.same(DType.FLOAT32), List.of(in), List.of(out)));
  }

  @Test
  void aPlaceIsTakenAgainWhenItsNumbersAreNoLongerRead() {
    Strided in = place(100);
    Strided a = place(100);
    Strided b = place(100);
    Layout layout =
        new Layout(List.of(map(in, a), map(a, b)), List.of(in.storage()), Set.of(b.storage()));

    assertThat(layout.offset(in.storage())).isEmpty();
    assertThat(layout.offset(b.storage())).isEqualTo(layout.offset(a.storage())).contains(0);
    assertThat(layout.length(DType.FLOAT32)).isEqualTo(112);
    assertThat(layout.bytesOfAll()).isEqualTo(2 * 400);
  }

  @Test
  void numbersThatAreStillReadKeepTheirPlace() {
    Strided in = place(100);
    Strided a = place(100);
    Strided b = place(100);
    Layout layout =
        new Layout(
            List.of(map(in, a), map(a, b)),
            List.of(in.storage()),
            Set.of(a.storage(), b.storage()));

    assertThat(layout.offset(b.storage())).isNotEqualTo(layout.offset(a.storage()));
  }

  @Test
  void moreThanAnArrayHoldsIsAnError() {
    Strided in = place(1);
    Strided a = place(1 << 30);
    Strided b = place(1 << 30);
    assertThatThrownBy(() ->
            new Layout(
                List.of(map(in, a), map(in, b)),
                List.of(in.storage()),
                Set.of(a.storage(), b.storage())))
        .isInstanceOf(CaptureException.class)
        .hasMessage(
            "The intermediates of a compiled step take 2147483648 elements of float32, more than"
                + " one Java array holds; make the batch smaller.");
  }
}
