package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.atled.compile.Compiled;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Index;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Elements of a cell, written in place. */
class CellPartTest {
  private static final Tensor X = Tensor.arange(12).reshape(3, 4);

  private static Tensor ints(long... numbers) {
    return Tensor.of((Object) numbers);
  }

  private static void fails(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(ShapeException.class).hasMessage(message);
  }

  @Test
  void aCellIsWrittenInPlace() {
    Buffer cell = new Buffer(X);
    cell.at(Index.at(0), Index.from(2)).set(ints(-1, -2));
    assertThat(cell.value().get(0).toLongs()).containsExactly(0, 1, -1, -2);
    cell.at("::-2, 0").set(ints(50, 60));
    assertThat(cell.value().select(1, 0).toLongs()).containsExactly(60, 4, 50);
    cell.at("1").set(7);
    cell.at("1, :2").add(ints(1).reshape(1));
    assertThat(cell.value().get(1).toLongs()).containsExactly(8, 8, 7, 7);
    cell.at(Index.of(2, -1, 2), Index.of(1, 1, 1)).set(ints(1, 2, 3));
    assertThat(cell.value().get(2).toLongs()).containsExactly(50, 3, 10, 11);
    cell.at(Index.of(2, -1, 2), Index.of(1, 1, 2)).add(ints(100, 10, 1));
    assertThat(cell.value().get(2).toLongs()).containsExactly(50, 113, 11, 11);
    cell.at(Index.of(cell.value().gt(10))).set(0);
    assertThat(cell.value().max().item()).isEqualTo(8);
    cell.at(Index.every(-1), Index.of(3, 0)).set(Tensor.of(new long[][] {{1, 2}, {3, 4}, {5, 6}}));
    assertThat(cell.value().select(1, 3).toLongs()).containsExactly(5, 3, 1);
    assertThat(cell.value().select(1, 0).toLongs()).containsExactly(6, 4, 2);
    cell.at(Index.of(new long[0])).set(9);
    cell.at(Index.of(false, false, false)).add(9);
    assertThat(cell.value().eq(9).sum().item()).isZero();
    Buffer counts = new Buffer(ints(2, 0, 1));
    counts.at(Index.of(counts.value())).set(counts.value().mul(10));
    assertThat(counts.value().toLongs()).containsExactly(0, 10, 20);
  }

  /** The axes of what is written are those that are read. */
  @Test
  void whatIsWrittenIsReadAgain() {
    Index i = Index.of(Tensor.of(new long[][] {{2, 0, 1}, {-1, 1, 0}}));
    Index j = Index.of(1, 0, 3);
    List<Index[]> all =
        List.of(
            new Index[] {i, Index.of(1, 0, -1)},
            new Index[] {i, Index.ALL, j},
            new Index[] {Index.ALL, Index.every(-1), j},
            new Index[] {Index.ALL, i, Index.NEW_AXIS, Index.from(1)},
            new Index[] {Index.of(Tensor.of(1)), Index.ALL, Index.of(3, 2)},
            new Index[] {Index.at(1), Index.of(true, false, true), Index.ALL});
    for (Index[] terms : all) {
      Buffer cell = new Buffer(Tensor.zeros(DType.INT64, 3, 3, 4));
      Tensor there = Tensor.arange(36).reshape(3, 3, 4).at(terms);
      cell.at(terms).set(there);
      assertThat(cell.value().at(terms).toLongs()).isEqualTo(there.toLongs());
      Tensor untouched = cell.value().eq(Tensor.arange(36).reshape(3, 3, 4)).logicalNot();
      assertThat(cell.value().maskedSelect(untouched).toLongs()).containsOnly(0);
    }
  }

  @Test
  void halfFloatsAreAddedOnce() {
    Buffer cell = new Buffer(Tensor.full(DType.FLOAT16, 2048, 2));
    cell.at(Index.of(0, 0)).add(Tensor.full(DType.FLOAT16, 1, 2));
    assertThat(cell.value().toFloats()).containsExactly(2050, 2048);
  }

  @Test
  void aPlanWritesACellByIndicesThatComeLater() {
    Buffer planned = new Buffer(X);
    Compiled compiled =
        Compiled.of(in -> {
          planned.at(Index.of(in.get(0)), Index.from(2)).add(in.get(1).mul(2));
          planned.at("1, 0").set(in.get(1).sum());
          return List.of(planned.value().sum());
        });
    assertThat(compiled.run(ints(2, 0, 2), ints(1, 10)).getFirst().item())
        .isEqualTo(66 + 3 * 22 - 4 + 11);
    assertThat(planned.value().toLongs()).containsExactly(0, 1, 4, 23, 11, 5, 6, 7, 8, 9, 14, 51);
    assertThatThrownBy(() -> compiled.run(ints(2, 5, 2), ints(1, 10)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("Index 5 out of bounds for length 3");
    assertThat(planned.value().toLongs()).containsExactly(0, 1, 4, 23, 11, 5, 6, 7, 8, 9, 14, 51);
  }

  @Test
  void aWriteThatDoesNotFitChangesNothing() {
    Buffer cell = new Buffer(X);
    cell.name("memory");
    fails(
        () -> cell.at("0").set(ints(1, 2, 3)),
        "AssignAt on Buffer \"memory\" int64[3, 4]: int64[3] does not go where int64[4] is written;"
            + " the types must be equal, and the shape broadcast.");
    fails(
        () -> cell.at("0").set(Tensor.zeros(4)),
        "AssignAt on Buffer \"memory\" int64[3, 4]: float32[4] does not go where int64[4] is"
            + " written; the types must be equal, and the shape broadcast.");
    fails(
        () -> cell.at(Index.of(0, 3)).set(1),
        "gather along axis 0 of shape [3, 4]: Index 3 out of bounds for length 3 (place 1 of the"
            + " index).");
    fails(() -> cell.at("3").set(1), "Index 3 is outside axis 0 of [3, 4], which has 3.");
    assertThat(cell.value().toLongs()).isEqualTo(X.toLongs());
  }
}
