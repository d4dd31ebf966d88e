package org.atled.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.spi.Epilogue;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.Strided;

/**
 * Runs {@link ConvolveKernel}: by tiles where it says so, or by sums over windows or over weights,
 * never by a matrix of all windows.
 */
final class Convolutions {
  private final InnerLoops inner;
  private final LoopCache loops;
  private final Maps maps;
  private final ParallelLoops parallel;
  private final KnownWeights weights;

  Convolutions(
      InnerLoops inner, LoopCache loops, Maps maps, ParallelLoops parallel, KnownWeights weights) {
    this.inner = inner;
    this.loops = loops;
    this.maps = maps;
    this.parallel = parallel;
    this.weights = weights;
  }

  void convolve(ConvolveKernel k) {
    if (k.out().elements() == 0) {
      return;
    }
    if (k.inputs().stream().anyMatch(input -> input.elements() == 0)) {
      maps.fill(k.out(), 0);
      k.epilogue().ifPresent(epilogue -> maps.epilogue(epilogue, k.out()));
      return;
    }
    TableProduct product = inner.tableProduct(k.out().dtype(), k.flops() / 2);
    if (k.tile() > 0) {
      byTiles(k, product);
      return;
    }
    switch (k.wanted()) {
      case Y -> windowSums(k, product, k.x(), k.y(), List.of(lattices(k)));
      case X -> gradientByInput(k, product);
      case W -> new WeightSums(k, product, this, parallel).run();
    }
  }

  private void byTiles(ConvolveKernel k, TableProduct product) {
    DType dtype = k.out().dtype();
    Winograd winograd = new Winograd(TileForm.of(k.tile()), dtype, this, product);
    if (k.wanted() == ConvolveKernel.Factor.W) {
      new TileWeightSums(k, inner.product(dtype), winograd, this, parallel).run();
    } else {
      boolean isGradient = k.wanted() == ConvolveKernel.Factor.X;
      Volume source = Volume.of(isGradient ? k.y() : k.x());
      new TileSums(k, product, winograd, this, parallel, source, Volume.of(k.out())).run();
    }
  }

  private void gradientByInput(ConvolveKernel k, TableProduct product) {
    List<List<Lattice>> lattices = gradientLattices(k);
    if (lattices.size() == 1 || k.epilogue().isEmpty()) {
      windowSums(k, product, k.y(), k.x(), lattices);
      return;
    }
    // Each lattice has every second element, say: what maps such ones goes one by one.
    ConvolveKernel plain =
        new ConvolveKernel(k.wanted(), k.x(), k.w(), k.y(), k.steps(), k.groups());
    windowSums(plain, product, k.y(), k.x(), lattices);
    maps.epilogue(k.epilogue().get(), k.out());
  }

  private void windowSums(
      ConvolveKernel k,
      TableProduct product,
      Strided from,
      Strided to,
      List<List<Lattice>> lattices) {
    for (List<Lattice> each : lattices) {
      new WindowSums(k, product, this, parallel, Volume.of(from), Volume.of(to), each).run();
    }
  }

  private static List<Lattice> lattices(ConvolveKernel k) {
    List<Lattice> axes = new ArrayList<>();
    for (int axis = 0; axis < Volume.AXES; axis++) {
      int kernel = Volume.of(k.w()).size(axis);
      axes.add(
          Lattice.ofWindows(
              Volume.of(k.y()).size(axis),
              kernel,
              step(k, k.steps().stride(), axis, 1),
              step(k, k.steps().before(), axis, 0),
              step(k, k.steps().dilation(), axis, 1)));
    }
    return axes;
  }

  private static List<List<Lattice>> gradientLattices(ConvolveKernel k) {
    List<List<Lattice>> all = List.of(List.of());
    for (int axis = 0; axis < Volume.AXES; axis++) {
      List<Lattice> next =
          Lattice.ofElements(
              Volume.of(k.x()).size(axis),
              Volume.of(k.w()).size(axis),
              step(k, k.steps().stride(), axis, 1),
              step(k, k.steps().before(), axis, 0),
              step(k, k.steps().dilation(), axis, 1));
      all =
          all.stream()
              .flatMap(some ->
                  next.stream()
                      .map(lattice -> {
                        List<Lattice> longer = new ArrayList<>(some);
                        longer.add(lattice);
                        return longer;
                      }))
              .<List<Lattice>>map(List::copyOf)
              .toList();
    }
    return all;
  }

  /** A number of the steps along one of three axes, of which the first may not exist. */
  static int step(ConvolveKernel k, List<Integer> numbers, int axis, int absent) {
    int place = axis - Volume.AXES + k.w().rank() - 2;
    return place < 0 ? absent : numbers.get(place);
  }

  /**
   * How the kernel of a convolution lies in its storage, and how it is laid.
   *
   * @param layout what differs between layouts of the same kernel
   */
  private record KernelForm(
      ConvolveKernel.Factor wanted,
      int groups,
      int offset,
      List<Integer> sizes,
      List<Integer> strides,
      Object layout) {}

  /**
   * Lays a convolution's kernel for its sums, or gives what was laid for an earlier one of the same
   * numbers, and does something with it.
   *
   * @param layout how it is laid, a record, beside what is in the convolution
   */
  void withKernel(
      ConvolveKernel k, Object layout, int length, Consumer<Object> lay, Consumer<Object> use) {
    Strided w = k.w();
    KernelForm form =
        new KernelForm(
            k.wanted(), k.groups(), w.offset(), list(w.sizes()), list(w.strides()), layout);
    Object known = weights.copy(w.storage(), form, length, lay);
    if (known != null) {
      use.accept(known);
      return;
    }
    Object laid = Scratch.take(w.dtype(), length);
    lay.accept(laid);
    use.accept(laid);
    Scratch.give(w.dtype(), length, laid);
  }

  static List<Integer> list(int[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  /** Copies elements as they are. */
  Loop copy(DType dtype, int... strides) {
    return loop(Maps.same(dtype), strides);
  }

  PairwiseSums sums(DType dtype, int length) {
    return new PairwiseSums(dtype, length, loops, parallel);
  }

  Loop loop(Expression expression, int... strides) {
    return loops.get(expression, Reductions.steps(strides));
  }

  /** What becomes of a sum: the epilogue's expression, or it is stored as it is. */
  static Expression finish(ConvolveKernel k) {
    return k.epilogue().map(Epilogue::expression).orElse(Maps.same(k.out().dtype()));
  }

  /** What the {@link #finish} reads beside the sum, and then what it writes. */
  static List<Strided> finished(ConvolveKernel k) {
    if (k.epilogue().isEmpty()) {
      return List.of(k.out());
    }
    List<Strided> operands = new ArrayList<>(k.epilogue().get().inputs());
    operands.addAll(k.epilogue().get().outputs());
    return operands;
  }

  static void zero(Object array, int from, int end) {
    if (array instanceof float[] floats) {
      Arrays.fill(floats, from, end, 0);
    } else {
      Arrays.fill((double[]) array, from, end, 0);
    }
  }

  static int roundUp(int n, int unit) {
    return (n - 1) / unit * unit + unit;
  }
}
