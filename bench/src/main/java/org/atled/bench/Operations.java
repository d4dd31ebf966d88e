package org.atled.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Indexed;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;

/**
 * The single operations that are measured, a line each, in float32. The peers' programs measure
 * those of the same names.
 */
final class Operations {
  private static final long[][] VECTORS = {{1_000_000}, {10_000}};
  private static final long[][] MATRICES = {{1_000, 1_000}, {100, 100}};
  private static final long[][] BATCHES = {{64, 128, 128}, {512, 32, 32}};
  private static final long[][] TABLE = {{100_000, 64}};
  private static final long[][] LONG = {{1_000_000}};

  private static final Draw NORMAL = Sample::normal;

  /** In [0, 1). */
  private static final Draw UNIFORM = Sample::uniform;

  /** Places along the first axis, as many as it has. */
  private static final Draw PLACES = (seed, sizes) -> Sample.randint(seed, 0, sizes[0], sizes[0]);

  private Operations() {}

  static List<Operation> all() {
    return Stream.of(
            one("exp", VECTORS, NORMAL, Tensor::exp),
            one("log", VECTORS, UNIFORM, Tensor::log),
            one("tanh", VECTORS, NORMAL, Tensor::tanh),
            one("sigmoid", VECTORS, NORMAL, Tensor::sigmoid),
            one("erf", VECTORS, NORMAL, Tensor::erf),
            one("gelu", VECTORS, NORMAL, Tensor::gelu),
            one("sin", VECTORS, NORMAL, Tensor::sin),
            one("pow number", VECTORS, UNIFORM, x -> x.pow(2.5)),
            two("pow tensor", VECTORS, UNIFORM, NORMAL, Tensor::pow),
            one("sum all", MATRICES, NORMAL, x -> x.sum()),
            one("sum rows", MATRICES, NORMAL, x -> x.sum(-1)),
            one("mean all", MATRICES, NORMAL, x -> x.mean()),
            one("mean rows", MATRICES, NORMAL, x -> x.mean(-1)),
            one("softmax", MATRICES, NORMAL, x -> x.softmax(-1)),
            one("layerNorm", MATRICES, NORMAL, x -> x.layerNorm(1, 1e-5)),
            one("argmax", MATRICES, NORMAL, x -> x.argmax(-1)),
            one("cumSum", MATRICES, NORMAL, x -> x.cumSum(-1)),
            one("cumSum", VECTORS, NORMAL, x -> x.cumSum(0)),
            pair("sort", VECTORS, NORMAL, x -> x.sort(0)),
            pair("topK 100", LONG, NORMAL, x -> x.topK(100, 0)),
            two("matmul", BATCHES, NORMAL, NORMAL, Tensor::matmul),
            two("einsum", BATCHES, NORMAL, NORMAL, Operations::einsum),
            two("indexSelect", TABLE, NORMAL, PLACES, (x, i) -> x.indexSelect(0, i)),
            two("gather", LONG, NORMAL, PLACES, (x, i) -> x.gather(0, i)),
            three("indexAdd", TABLE, NORMAL, PLACES, NORMAL, (x, i, s) -> x.indexAdd(0, i, s)),
            three("scatterAdd", LONG, NORMAL, PLACES, NORMAL, (x, i, s) -> x.scatterAdd(0, i, s)))
        .flatMap(List::stream)
        .toList();
  }

  private static Tensor einsum(Tensor a, Tensor b) {
    return Tensor.einsum("bij,bjk->bik", a, b);
  }

  /** Where the numbers of an input come from. */
  @FunctionalInterface
  private interface Draw {
    Tensor of(Seed seed, long... sizes);
  }

  /** A function of three tensors. */
  @FunctionalInterface
  private interface Three {
    Tensor of(Tensor a, Tensor b, Tensor c);
  }

  private static List<Operation> one(
      String title, long[][] shapes, Draw draw, UnaryOperator<Tensor> function) {
    return rows(title, shapes, List.of(draw), in -> List.of(function.apply(in.getFirst())));
  }

  private static List<Operation> pair(
      String title, long[][] shapes, Draw draw, Function<Tensor, Indexed> function) {
    return rows(
        title,
        shapes,
        List.of(draw),
        in -> {
          Indexed both = function.apply(in.getFirst());
          return List.of(both.values(), both.indices());
        });
  }

  private static List<Operation> two(
      String title, long[][] shapes, Draw a, Draw b, BinaryOperator<Tensor> function) {
    return rows(title, shapes, List.of(a, b), in -> List.of(function.apply(in.get(0), in.get(1))));
  }

  private static List<Operation> three(
      String title, long[][] shapes, Draw a, Draw b, Draw c, Three function) {
    return rows(
        title,
        shapes,
        List.of(a, b, c),
        in -> List.of(function.of(in.get(0), in.get(1), in.get(2))));
  }

  /** A row for each shape. */
  private static List<Operation> rows(
      String title,
      long[][] shapes,
      List<Draw> draws,
      Function<List<Tensor>, List<Tensor>> function) {
    return Arrays.stream(shapes)
        .map(sizes ->
            new Operation(
                title + " " + text(sizes),
                draws.stream().map(draw -> of(draw, sizes)).toList(),
                function))
        .toList();
  }

  private static Function<Seed, Tensor> of(Draw draw, long[] sizes) {
    return seed -> draw.of(seed, sizes);
  }

  private static String text(long[] sizes) {
    return Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining("x"));
  }
}
