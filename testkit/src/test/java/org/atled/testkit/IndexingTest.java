package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Autograd.Independent;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.CaptureException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Index;
import org.atled.core.tensor.Padding;
import org.atled.core.tensor.ScatterReduction;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What rows cannot see of indexing: plans, shared storage, places of axes, errors. */
class IndexingTest {
  private static final Tensor X = Tensor.arange(12).reshape(3, 4);

  private static Tensor ints(long... numbers) {
    return Tensor.of((Object) numbers);
  }

  private static Tensor bools(boolean... values) {
    return Tensor.of((Object) values);
  }

  private static void fails(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(ShapeException.class).hasMessage(message);
  }

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>(StructureRows.rows());
    rows.addAll(PartsRows.rows());
    rows.addAll(IndexingRows.rows());
    rows.addAll(ScatterRows.rows());
    rows.removeIf(row ->
        List.of("maskedSelect", "nonzero", "at a mask", "repeatInterleave by a tensor")
            .contains(row.name()));
    return rows;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aPlanHasTheBitsOfTheOperationAndOfItsGradient(OpRow row) {
    DType dtype = row.dtypes().contains(DType.FLOAT64) ? DType.FLOAT64 : DType.INT64;
    for (List<Shape> shapes : row.cases().subList(0, 1)) {
      List<Tensor> operands = new ArrayList<>();
      List<Numbers> samples = Samples.draw(row, shapes, dtype);
      for (int i = 0; i < samples.size(); i++) {
        operands.add(samples.get(i).tensor(row.operands().get(i).dtype(dtype)));
      }
      List<Tensor> eager = step(row, operands);
      List<Tensor> planned = Compiled.of(in -> step(row, in)).run(operands.toArray(Tensor[]::new));
      for (int i = 0; i < eager.size(); i++) {
        assertThat(planned.get(i).type()).isEqualTo(eager.get(i).type());
        assertThat(planned.get(i).toDoubles())
            .as("%s on %s", row, shapes)
            .isEqualTo(eager.get(i).toDoubles());
      }
    }
  }

  /** The operation between others, and what its operands get of a gradient. */
  private static List<Tensor> step(OpRow row, List<Tensor> operands) {
    List<Tensor> tracked =
        operands.stream().map(x -> x.dtype().isFloating() ? x.requiresGrad() : x).toList();
    Tensor y =
        row.call().apply(tracked.stream().map(x -> x.dtype().isFloating() ? x.sin() : x).toList());
    List<Tensor> results = new ArrayList<>();
    results.add(y.detach());
    if (y.needsGrad()) {
      Tensor[] floats = tracked.stream().filter(Tensor::needsGrad).toArray(Tensor[]::new);
      var gradients = Autograd.gradients(y.square().sum(), Independent.ZEROS, floats);
      for (Tensor x : floats) {
        results.add(gradients.of(x));
      }
    }
    return results;
  }

  @Test
  void viewsShareTheirStorage() {
    List<UnaryOperator<Tensor>> views =
        List.of(
            x -> x.split(1, 2).get(1),
            x -> x.chunk(0, 2).get(1),
            x -> x.tensorSplit(1, 3).get(2),
            x -> x.unbind(1).get(3),
            x -> x.movedim(0, 1),
            x -> x.expand(2, -1, -1),
            x -> x.rot90(1, 0, 1),
            x -> x.flip(),
            x -> x.flatten(),
            x -> x.unflatten(1, 2, 2),
            x -> x.unfold(1, 3, 1),
            x -> x.diagonal(1, 0, 1),
            x -> x.diag(-1),
            x -> x.at("1:, None, ..., ::-2"),
            x -> Structure.meshgrid(x.get(0), x.get(1)).get(1));
    for (int i = 0; i < views.size(); i++) {
      assertThat(views.get(i).apply(X).strided().storage())
          .as("view %d", i)
          .isSameAs(X.strided().storage());
    }
  }

  @Test
  void partsOfAnAxisThatDoesNotComeOutEven() {
    Tensor five = Tensor.arange(5);
    assertThat(sizes(five.split(0, 2))).containsExactly(2L, 2L, 1L);
    assertThat(sizes(five.split(0, 9))).containsExactly(5L);
    assertThat(sizes(five.chunk(0, 4))).containsExactly(2L, 2L, 1L);
    assertThat(sizes(five.tensorSplit(0, 4))).containsExactly(2L, 1L, 1L, 1L);
    assertThat(sizes(five.tensorSplit(0, 7))).containsExactly(1L, 1L, 1L, 1L, 1L, 0L, 0L);
    Tensor none = Tensor.zeros(0);
    assertThat(sizes(none.split(0, 2))).containsExactly(0L);
    assertThat(sizes(none.split(0, 0))).containsExactly(0L);
    assertThat(sizes(none.chunk(0, 3))).containsExactly(0L, 0L, 0L);
    assertThat(none.unbind(0)).isEmpty();
  }

  private static List<Long> sizes(List<Tensor> parts) {
    return parts.stream().map(part -> part.shape().size(0)).toList();
  }

  @Test
  void theAxesOfIndexTensorsStandWhereTheyPickedOrFirst() {
    Tensor x = Tensor.zeros(2, 3, 4, 5);
    Index i = Index.of(Tensor.zeros(DType.INT64, 7, 1));
    Index j = Index.of(Tensor.zeros(DType.INT64, 6));
    Index all = Index.ALL;
    assertThat(x.at(all, i, j).shape()).isEqualTo(Shape.of(2, 7, 6, 5));
    assertThat(x.at(all, i, all, j).shape()).isEqualTo(Shape.of(7, 6, 2, 4));
    assertThat(x.at(Index.ELLIPSIS, i, j).shape()).isEqualTo(Shape.of(2, 3, 7, 6));
    assertThat(x.at(i, Index.NEW_AXIS, j).shape()).isEqualTo(Shape.of(7, 6, 1, 4, 5));
    assertThat(x.at(Index.NEW_AXIS, i, j).shape()).isEqualTo(Shape.of(1, 7, 6, 4, 5));
    assertThat(x.at(Index.at(0), all, j).shape()).isEqualTo(Shape.of(3, 6, 5));
    assertThat(x.at(all, i, Index.at(0), j).shape()).isEqualTo(Shape.of(2, 7, 6));
    Index scalar = Index.of(Tensor.of(1));
    assertThat(x.at(scalar, all, j).shape()).isEqualTo(Shape.of(3, 6, 5));
    assertThat(x.at(all, scalar).shape()).isEqualTo(Shape.of(2, 4, 5));
    assertThat(x.at(all, i, scalar, j).shape()).isEqualTo(Shape.of(2, 7, 6));
    assertThat(x.at("...").shape()).isEqualTo(x.shape());
  }

  @Test
  void numbersRangesAndMasks() {
    assertThat(X.at(Index.at(-1), Index.range(3, 0, -2)).toLongs()).containsExactly(11, 9);
    assertThat(X.at(Index.from(-1), Index.to(2)).toLongs()).containsExactly(8, 9);
    assertThat(X.at(Index.every(2), Index.at(0)).toLongs()).containsExactly(0, 8);
    assertThat(X.at(Index.every(-1), Index.at(0)).toLongs()).containsExactly(8, 4, 0);
    assertThat(X.at(Index.of(2, -3), Index.of(-1, 1)).toLongs()).containsExactly(11, 1);
    assertThat(X.at(ints(1)).shape()).isEqualTo(Shape.of(1, 4));
    assertThat(X.at(X.gt(8)).toLongs()).containsExactly(9, 10, 11);
    assertThat(X.at(Index.of(true, false, true), Index.of(0, 3)).toLongs()).containsExactly(0, 11);
    assertThat(X.at(bools(false, false, false)).shape()).isEqualTo(Shape.of(0, 4));
    assertThat(X.at(Tensor.of(true)).shape()).isEqualTo(Shape.of(1, 3, 4));
    assertThat(X.at(Tensor.of(false)).shape()).isEqualTo(Shape.of(0, 3, 4));
    assertThat(Tensor.zeros(0, 4).at(ints()).shape()).isEqualTo(Shape.of(0, 4));
  }

  @Test
  void termsAsNumPyWritesThem() {
    assertThat(X.at("1").toLongs()).containsExactly(4, 5, 6, 7);
    assertThat(X.at("-1, 1:-1").toLongs()).containsExactly(9, 10);
    assertThat(X.at("..., ::2").shape()).isEqualTo(Shape.of(3, 2));
    assertThat(X.at(" : , None , 1 : 3 : 1 ").shape()).isEqualTo(Shape.of(3, 1, 2));
    assertThat(X.at("::-1, 0").toLongs()).containsExactly(8, 4, 0);
    for (String wrong : List.of("", "1,", "a", "1:2:3:4", "1.5", "9999999999999999999", "+ 1")) {
      assertThatThrownBy(() -> X.at(wrong))
          .isInstanceOf(ArgumentException.class)
          .hasMessageContaining("in \"" + wrong + "\" is no number, start:stop:step, ... or None.");
    }
    fails(() -> X.at("::0"), "at: slice: the step along axis 0 is 0.");
  }

  @Test
  void whereAnIndexIsOutside() {
    fails(
        () -> X.at(Index.of(0, 1), Index.of(1, -5)),
        "at: gather along axis 1 of shape [3, 4]: Index -5 out of bounds for length 4 (place 1 of"
            + " the index).");
    fails(
        () -> X.indexSelect(0, ints(0, 1, 3)),
        "gather along axis 0 of shape [3, 4]: Index 3 out of bounds for length 3 (place 2 of the"
            + " index).");
    fails(
        () -> X.scatter(1, Tensor.of(new long[][] {{0, 1}, {2, -1}}), 5),
        "scatter along axis 1 of shape [3, 4]: Index -1 out of bounds for length 4 (place [1, 1]"
            + " of the index).");
    fails(
        () -> X.take(ints(12)),
        "at: gather along axis 0 of shape [12]: Index 12 out of bounds for length 12 (place 0 of"
            + " the index).");
    fails(
        () -> X.put(ints(-13), ints(0)),
        "gather along axis 0 of shape [12]: Index -13 out of bounds for length 12 (place 0 of the"
            + " index).");
    fails(
        () -> ints(0, 4).oneHot(4),
        "oneHot: scatter along axis 1 of shape [2, 4]: Index 4 out of bounds for length 4 (place 1"
            + " of the index).");
    fails(() -> X.at("0, 4"), "at: Index 4 is outside axis 0 of [4], which has 4.");
  }

  @Test
  void termsThatDoNotFit() {
    fails(() -> X.at("0, 0, 0"), "at: the terms stand for 3 axes, but [3, 4] has 2.");
    fails(
        () -> X.at("..., ..."),
        "at: there are 2 ellipses; which axes each stands for is not said.");
    fails(
        () -> X.at(Index.ALL, Index.of(true, false)),
        "at: the mask [2] does not fit [3, 4], where it begins at axis 1; the sizes must be"
            + " equal.");
    assertThatThrownBy(() -> X.at(Tensor.zeros(3)))
        .isInstanceOf(TypeException.class)
        .hasMessage("at: the index is float32[3] but must be int64, int32 or bool.");
    fails(
        () -> X.at(Index.of(0, 1), Index.of(0, 1, 2)),
        "at: add: Shapes [2] and [3] do not broadcast: counted from the end, axis -1 is 2 in one"
            + " and 3 in the other; sizes must be equal or 1.");
    assertThatThrownBy(() -> X.maskedSelect(X))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "maskedSelect: the mask is int64[3, 4] but must be bool; compare it with ne(0).");
    assertThatThrownBy(() -> X.maskedFill(X.gt(1), 0.5))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("maskedFill: 0.5 is no number of type int64.");
    fails(
        () -> X.maskedFill(X.gt(1), ints(1)),
        "maskedFill: takes a number of rank 0, not int64[1]; use mask.where(…).");
    fails(
        () -> X.scatter(0, ints(0).unsqueeze(0), Tensor.zeros(1, 1)),
        "scatter: the source is float32[1, 1] but must have the type of x, int64, and the shape of"
            + " the index, [1, 1].");
    fails(
        () -> X.indexAdd(0, ints(0), Tensor.zeros(DType.INT64, 2, 4)),
        "indexAdd: the source is [2, 4] but must be [1, 4], as long as the index on axis 0 of [3,"
            + " 4].");
    fails(
        () -> X.indexSelect(0, X),
        "indexSelect: takes an index of rank 1, not int64[3, 4] (x [3, 4]).");
    fails(
        () -> X.put(ints(0, 1), ints(5)),
        "put: the source [1] has not as many elements as the index [2].");
    fails(
        () -> X.indexPut(List.of(Index.ALL, Index.of(0, 2)), ints(1, 2, 3), false),
        "indexPut: int64[3] does not go where int64[3, 2] is chosen; the types must be equal, and"
            + " the shape broadcast.");
    fails(
        () -> X.maskedScatter(X.gt(1), ints(1, 2, 3)),
        "maskedScatter: gather along axis 0 of shape [4]: Index 4 out of bounds for length 4"
            + " (place 5 of the index).");
    assertThatThrownBy(() -> X.maskedScatter(X.gt(1), Tensor.zeros(12)))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "maskedScatter: the source is float32[12] but must have the type of x, int64; convert"
                + " it with to(…).");
    assertThatThrownBy(() -> X.repeatInterleave(1, Tensor.zeros(4)))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "repeatInterleave: the counts are float32[4] but must be int64 or int32, of rank 1 or"
                + " 0.");
    fails(
        () -> X.repeatInterleave(1, ints(1, 2, 3)),
        "repeatInterleave: 3 counts for axis 1 of [3, 4]; take one for each of its 4.");
    assertThatThrownBy(() -> X.scatterReduce(0, X.mul(0), X, ScatterReduction.MEAN, true))
        .isInstanceOf(TypeException.class)
        .hasMessage("scatterReduce: takes floats to average, not int64[3, 4]; convert with to(…).");
  }

  @Test
  void partsAndWindowsThatDoNotFit() {
    assertThatThrownBy(() -> X.split(1, 0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("split: parts of 0 do not fill axis 1 of [3, 4]; take 1 or more.");
    fails(
        () -> X.splitWithSizes(1, 1, 2),
        "splitWithSizes: the sizes [1, 2] do not add up to axis 1 of [3, 4], which has 4.");
    assertThatThrownBy(() -> X.chunk(1, 0)).hasMessage("chunk: makes 1 part or more, not 0.");
    assertThatThrownBy(() -> X.pad(1))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "pad: amounts come in pairs, before and after, from the last axis on; [1] are 1.");
    fails(
        () -> X.pad(1, 1, 1, 1, 1, 1),
        "pad: 3 pairs of amounts are too many for [3, 4] of rank 2.");
    fails(() -> X.pad(-3, -2), "pad: -3 and -2 take more off axis 1 of [3, 4] than there is.");
    fails(
        () -> X.pad(Padding.REFLECT, 0, 4),
        "pad: reflect takes at most 3 on axis 1 of [3, 4], not 4; pad several times, or with a"
            + " number.");
    fails(
        () -> X.pad(Padding.SYMMETRIC, 0, 5),
        "pad: symmetric takes at most 4 on axis 1 of [3, 4], not 5; pad several times, or with a"
            + " number.");
    fails(
        () -> Tensor.zeros(0).pad(Padding.REPLICATE, 1, 0),
        "pad: replicate takes at most 0 on axis 0 of [0], not 1; pad several times, or with a"
            + " number.");
    assertThatThrownBy(() -> X.repeat(2))
        .hasMessage("repeat: [2] does not count for every axis of [3, 4]; tile takes fewer.");
    assertThatThrownBy(() -> X.tile(2, -1)).hasMessage("tile: [2, -1] has a negative count.");
    fails(
        () -> X.unfold(1, 5, 1),
        "unfold: windows of 5 by 1 do not fit axis 1 of [3, 4]; the size takes 0 to 4, the step 1"
            + " or more.");
    fails(
        () -> X.fold(0, 3, 9),
        "fold: 3 windows of 4 by 3 (axis 0 of [3, 4]) do not fit a length of 9; it takes at least"
            + " 10.");
    fails(
        () -> X.fold(1, 1, 9),
        "fold: the last axis of [3, 4] would be that within windows, and axis 1 is none before"
            + " it.");
    fails(() -> X.diagonal(0, 1, -1), "diagonal: takes two axes of [3, 4], not axis 1 twice.");
    fails(
        () -> X.unsqueeze(0).diag(),
        "diag: takes a vector or a matrix, not int64[1, 3, 4]; use diagEmbed or diagonal.");
    fails(() -> ints(1).triu(), "triu: takes matrices, of rank 2 or more, not int64[1].");
    fails(() -> X.movedim(new int[] {0}, new int[] {0, 1}), "movedim: 1 axes for 2 places.");
    fails(
        () -> X.expand(-1, 3, 4),
        "expand: −1 leaves a size as it is, but axis 0 of [-1, 3, 4] is new to [3, 4].");
    fails(() -> Structure.meshgrid(X), "meshgrid: takes vectors, but number 0 is int64[3, 4].");
    fails(() -> X.flatten(1, 0), "flatten: axis 0 of [3, 4] comes before axis 1.");
  }

  @Test
  void aShapeThatDependsOnNumbersCannotBeWrittenDown() {
    for (UnaryOperator<Tensor> call :
        List.<UnaryOperator<Tensor>>of(
            Tensor::nonzero, x -> x.at(x.gt(1)), x -> x.maskedSelect(x.gt(1)))) {
      assertThatThrownBy(() -> Compiled.of(in -> List.of(call.apply(in.getFirst()))).run(X))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining(
              "whose result has a shape that depends on its numbers (maskedFill and mask.where(…)"
                  + " keep the shape), inside a captured step, at ")
          .hasMessageContaining("IndexingTest");
    }
    Tensor kept =
        Compiled.of(in -> List.of(in.getFirst().maskedFill(in.getFirst().gt(1), 0)))
            .run(X)
            .getFirst();
    assertThat(kept.sum().item()).isEqualTo(1);
  }

  @Test
  void aSingleCountIsForAllParts() {
    assertThat(ints(7, 8).repeatInterleave(0, ints(2)).toLongs()).containsExactly(7, 7, 8, 8);
    assertThatThrownBy(() ->
            Compiled.of(in -> List.of(in.getFirst().repeatInterleave(0, in.getFirst())))
                .run(ints(1, 2)))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("repeatInterleave of a int64[2] tensor");
  }

  @Test
  void rangesAreWrittenWithoutLookingAtNumbers() {
    Tensor x = Tensor.arange(6).reshape(2, 3);
    Tensor y = x.indexPut(List.of(Index.at(1), Index.every(-2)), ints(8, 9), false);
    assertThat(y.toLongs()).containsExactly(0, 1, 2, 9, 4, 8);
  }

  @Test
  void sequences() {
    assertThat(Tensor.arange(2, 9, 3).toLongs()).containsExactly(2, 5, 8);
    assertThat(Tensor.arange(2, 8, 3).toLongs()).containsExactly(2, 5);
    assertThat(Tensor.arange(5, 0, -2).toLongs()).containsExactly(5, 3, 1);
    assertThat(Tensor.arange(5, 0, 1).toLongs()).isEmpty();
    assertThat(Tensor.arange(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE).toLongs())
        .containsExactly(Long.MIN_VALUE, -1, Long.MAX_VALUE - 1);
    assertThat(Tensor.arange(Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE).toLongs())
        .containsExactly(Long.MAX_VALUE, -1);
    assertThat(Tensor.arange(0, 1, 0.3).toDoubles()).containsExactly(0, 0.3, 0.6, 0.3 * 3);
    assertThat(Tensor.arange(1, 1.3, 0.1).toDoubles()).hasSize(4);
    assertThat(Tensor.arange(1.0, 0.0, 0.5).toDoubles()).isEmpty();
    assertThatThrownBy(() -> Tensor.arange(0, 5, 0)).hasMessage("arange: the step is 0.");
    assertThatThrownBy(() -> Tensor.arange(0, Double.NaN, 1))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "arange: from 0.0 to NaN by 1.0: the step must not be 0, and all three finite.");
    fails(
        () -> Tensor.arange(0, 1L << 40, 1),
        "Shape [1099511627776] has more than 2147483639 elements, the most one tensor holds; split"
            + " it along an axis.");
    assertThat(Tensor.eye(2, 3).toFloats()).containsExactly(1, 0, 0, 0, 1, 0);
    assertThat(X.fullLike(3).toLongs()).containsOnly(3).hasSize(12);
  }
}
