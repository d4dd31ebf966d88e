package org.atled.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.junit.jupiter.api.Test;

class JavaArraysTest {
  @Test
  void readsNestedArraysOfEveryType() {
    Tensor x = Tensor.of(new float[][][] {{{1, 2}, {3, 4}, {5, 6}}});
    assertThat(x.type()).hasToString("float32[1, 3, 2]");
    assertThat((float[]) x.strided().storage().array()).containsExactly(1, 2, 3, 4, 5, 6);

    assertThat(Tensor.of(new double[1]).dtype()).isEqualTo(DType.FLOAT64);
    assertThat(Tensor.of(new int[1]).dtype()).isEqualTo(DType.INT32);
    assertThat(Tensor.of(new long[1]).dtype()).isEqualTo(DType.INT64);
    assertThat(Tensor.of(new byte[1]).dtype()).isEqualTo(DType.UINT8);
    assertThat(Tensor.of(new boolean[1]).dtype()).isEqualTo(DType.BOOL);
  }

  @Test
  void copies() {
    float[] flat = {1, 2};
    Tensor vector = Tensor.of(flat);
    Tensor shaped = Tensor.of(flat, 2, 1);
    flat[0] = 9;

    assertThat((float[]) vector.strided().storage().array()).containsExactly(1, 2);
    assertThat((float[]) shaped.strided().storage().array()).containsExactly(1, 2);
  }

  @Test
  void emptyArraysKeepTheirRank() {
    assertThat(Tensor.of(new float[0]).shape()).isEqualTo(Shape.of(0));
    assertThat(Tensor.of(new float[2][0]).shape()).isEqualTo(Shape.of(2, 0));
    assertThat(Tensor.of(new float[0][5]).shape()).isEqualTo(Shape.of(0, 0));
  }

  @Test
  void refusesRaggedArrays() {
    assertThatThrownBy(() -> Tensor.of(new int[][] {{1, 2}, {3}}))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Tensor.of: the array is ragged: along axis 1 one part has 1 elements where the first"
                + " has 2; all must be equally long.");
    assertThatThrownBy(() -> Tensor.of(new int[][] {{}, {3}}))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("one part has 1 elements where the first has 0");
    assertThatThrownBy(() -> Tensor.of(new int[][][] {{{1}}, {}}))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("along axis 1 one part has 0 elements where the first has 1");
  }

  @Test
  void refusesMissingRows() {
    assertThatThrownBy(() -> Tensor.of(new int[2][]))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Tensor.of: along axis 0 part 0 is null; it must be an array.");
    int[][][] deep = {{{1}}, new int[1][]};
    assertThatThrownBy(() -> Tensor.of(deep))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Tensor.of: along axis 1 part 0 is null; it must be an array.");
  }

  @Test
  void refusesOtherTypes() {
    assertThatThrownBy(() -> Tensor.of(new String[] {"1"}))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "Tensor.of takes arrays of float, double, int, long, byte or boolean, not String[].");
    assertThatThrownBy(() -> Tensor.of(new char[][] {{'a'}})).isInstanceOf(TypeException.class);
    assertThatThrownBy(() -> Tensor.of((Object) "1")).isInstanceOf(TypeException.class);
    assertThatThrownBy(() -> Tensor.of(new Object[] {new float[1]}))
        .isInstanceOf(TypeException.class);
  }

  @Test
  void refusesALengthThatDoesNotFillTheShape() {
    assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3))
        .isInstanceOf(ShapeException.class)
        .hasMessage("5 elements do not fill the shape [2, 3], which has 6.");
  }

  @Test
  void makesNestedArrays() {
    Storage numbers = new Storage.Int64(new long[] {0, 1, 2, 3, 4, 5, 6, 7});
    assertThat(JavaArrays.nested(numbers, Shape.of(2, 2, 2)))
        .isEqualTo(new long[][][] {{{0, 1}, {2, 3}}, {{4, 5}, {6, 7}}});
    assertThat(JavaArrays.nested(numbers, Shape.of(8)))
        .isEqualTo(new long[] {0, 1, 2, 3, 4, 5, 6, 7});
    assertThat(JavaArrays.nested(new Storage.Bool(new boolean[0]), Shape.of(2, 0, 3)))
        .isEqualTo(new boolean[2][0][3]);
  }
}
