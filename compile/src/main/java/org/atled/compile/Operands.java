package org.atled.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/** What kernels of every family read and write. */
final class Operands {
  private Operands() {}

  /** What a kernel reads before it writes there. */
  static List<Strided> read(Kernel kernel) {
    return switch (kernel) {
      case Kernel.Fill _ -> List.of();
      case Kernel.Copy k -> List.of(k.in());
      case Kernel.Map k -> k.inputs();
      case Kernel.Reduce k -> and(k.inputs(), k.after());
      case Kernel.ArgReduce k -> List.of(k.in());
      case Kernel.Gemm k -> and(List.of(k.a(), k.b()), k.after());
      case Kernel.Gather k -> List.of(k.in(), k.index());
      case Kernel.ScatterAdd k -> List.of(k.in(), k.index(), k.out());
      case Kernel.Random k ->
          k.rows().map(rows -> List.of(k.step(), rows)).orElse(List.of(k.step()));
    };
  }

  private static List<Strided> and(List<Strided> some, Optional<Kernel.After> after) {
    List<Strided> all = new ArrayList<>(some);
    after.ifPresent(a -> all.addAll(a.inputs()));
    return all;
  }

  /** What a kernel writes. */
  static List<Strided> written(Kernel kernel) {
    return switch (kernel) {
      case Kernel.Fill k -> List.of(k.out());
      case Kernel.Copy k -> List.of(k.out());
      case Kernel.Map k -> k.outputs();
      case Kernel.Reduce k -> written(k.out(), k.after());
      case Kernel.ArgReduce k -> List.of(k.out());
      case Kernel.Gemm k -> written(k.out(), k.after());
      case Kernel.Gather k -> List.of(k.out());
      case Kernel.ScatterAdd k -> List.of(k.out());
      case Kernel.Random k -> List.of(k.out());
    };
  }

  private static List<Strided> written(Strided out, Optional<Kernel.After> after) {
    List<Strided> all = new ArrayList<>(List.of(out));
    after.ifPresent(a -> all.addAll(a.outputs()));
    return all;
  }

  /** All that a kernel writes or reads. */
  static List<Strided> all(Kernel kernel) {
    List<Strided> all = new ArrayList<>(written(kernel));
    all.addAll(read(kernel));
    return all;
  }

  /** The same kernel on other operands. */
  static Kernel over(Kernel kernel, UnaryOperator<Strided> f) {
    return switch (kernel) {
      case Kernel.Fill k -> new Kernel.Fill(f.apply(k.out()), k.bits());
      case Kernel.Copy k -> new Kernel.Copy(f.apply(k.in()), f.apply(k.out()));
      case Kernel.Map k -> new Kernel.Map(k.expression(), all(k.inputs(), f), all(k.outputs(), f));
      case Kernel.Reduce k ->
          new Kernel.Reduce(
              k.combiner(),
              k.before(),
              all(k.inputs(), f),
              k.axes(),
              f.apply(k.out()),
              over(k.after(), f));
      case Kernel.ArgReduce k ->
          new Kernel.ArgReduce(k.combiner(), f.apply(k.in()), f.apply(k.out()));
      case Kernel.Gemm k ->
          new Kernel.Gemm(f.apply(k.a()), f.apply(k.b()), f.apply(k.out()), over(k.after(), f));
      case Kernel.Gather k ->
          new Kernel.Gather(f.apply(k.in()), f.apply(k.index()), k.axis(), f.apply(k.out()));
      case Kernel.ScatterAdd k ->
          new Kernel.ScatterAdd(f.apply(k.in()), f.apply(k.index()), k.axis(), f.apply(k.out()));
      case Kernel.Random k ->
          new Kernel.Random(
              k.draw(), k.key(), f.apply(k.step()), k.rows().map(f), f.apply(k.out()));
    };
  }

  private static Optional<Kernel.After> over(
      Optional<Kernel.After> after, UnaryOperator<Strided> f) {
    return after.map(
        a -> new Kernel.After(a.expression(), all(a.inputs(), f), all(a.outputs(), f)));
  }

  private static List<Strided> all(List<Strided> some, UnaryOperator<Strided> f) {
    return some.stream().map(f).toList();
  }

  /** Whether two windows show the same elements in the same order. */
  static boolean same(Strided a, Strided b) {
    if (a.storage() != b.storage()
        || a.offset() != b.offset()
        || !Arrays.equals(a.sizes(), b.sizes())) {
      return false;
    }
    for (int axis = 0; axis < a.rank(); axis++) {
      if (a.sizes()[axis] > 1 && a.strides()[axis] != b.strides()[axis]) {
        return false;
      }
    }
    return true;
  }

  /** Whether a kernel gives every element of a storage a number that depends on none in it. */
  static boolean overwrites(Kernel kernel, Storage storage) {
    if (read(kernel).stream().anyMatch(r -> r.storage() == storage)) {
      return false;
    }
    return written(kernel).stream().anyMatch(w -> w.storage() == storage && isWhole(w));
  }

  /** Whether a window shows every element of its storage once. */
  static boolean isWhole(Strided w) {
    if (w.elements() != w.storage().length()) {
      return false;
    }
    Integer[] axes = new Integer[w.rank()];
    Arrays.setAll(axes, axis -> axis);
    Arrays.sort(axes, (i, j) -> Integer.compare(w.strides()[i], w.strides()[j]));
    int expected = 1;
    for (int axis : axes) {
      if (w.sizes()[axis] != 1) {
        if (w.strides()[axis] != expected) {
          return false;
        }
        expected *= w.sizes()[axis];
      }
    }
    return w.offset() == 0;
  }
}
