package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.HalfPrecision;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/**
 * Operands for tests in every layout, filled from a seed, and the comparison with the reference.
 */
final class Operands {
  /** How an operand lies in memory. */
  enum Layout {
    CONTIGUOUS,
    /** The axes in reversed order in memory. */
    TRANSPOSED,
    /** Every second element of each axis of something larger, backwards on odd axes. */
    SLICED,
    /** Stride 0 on the first axis; inputs only. */
    REPEATED
  }

  private final SplittableRandom random;

  Operands(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** An operand with random elements, also around those that belong to it. */
  Strided of(DType dtype, Layout layout, int... sizes) {
    return switch (layout) {
      case CONTIGUOUS -> {
        Storage storage = storage(dtype, product(sizes) + 5);
        Strided whole = Strided.rowMajor(storage, shape(sizes));
        yield new Strided(storage, 3, whole.sizes(), whole.strides());
      }
      case TRANSPOSED -> {
        int[] order = new int[sizes.length];
        int[] reversed = new int[sizes.length];
        for (int axis = 0; axis < sizes.length; axis++) {
          order[axis] = sizes.length - 1 - axis;
          reversed[axis] = sizes[order[axis]];
        }
        yield of(dtype, Layout.CONTIGUOUS, reversed).permute(order);
      }
      case SLICED -> {
        int[] larger = new int[sizes.length];
        for (int axis = 0; axis < sizes.length; axis++) {
          larger[axis] = 2 * sizes[axis] + 1;
        }
        Strided s = of(dtype, Layout.CONTIGUOUS, larger);
        for (int axis = 0; axis < sizes.length; axis++) {
          s =
              axis % 2 == 1
                  ? s.slice(axis, 2 * sizes[axis], -2, sizes[axis])
                  : s.slice(axis, 1, 2, sizes[axis]);
        }
        yield s;
      }
      case REPEATED -> {
        if (sizes.length == 0) {
          yield of(dtype, Layout.CONTIGUOUS);
        }
        int[] one = sizes.clone();
        one[0] = 1;
        yield of(dtype, Layout.CONTIGUOUS, one).broadcastTo(shape(sizes));
      }
    };
  }

  private Storage storage(DType dtype, int length) {
    Storage storage = Storage.zeros(dtype, length);
    for (int i = 0; i < length; i++) {
      Reference.set(storage, i, element(dtype));
    }
    return storage;
  }

  /** Mostly plain numbers of mixed size, some that are special. */
  private Object element(DType dtype) {
    double special = random.nextInt(40) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : 0;
    double size = 0x1p3 / (1 << random.nextInt(7));
    double x = special != 0 || 1 / special < 0 ? special : random.nextDouble(-size, size);
    return switch (dtype) {
      case BOOL -> random.nextBoolean();
      case UINT8 -> random.nextInt(256);
      case INT32 -> random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(-9, 10);
      case INT64 -> random.nextInt(10) == 0 ? random.nextLong() : random.nextLong(-9, 10);
      case FLOAT16 -> HalfPrecision.float16(HalfPrecision.float16(x));
      case BFLOAT16 -> HalfPrecision.bfloat16(HalfPrecision.bfloat16(x));
      case FLOAT32 -> (float) x;
      case FLOAT64 -> x;
    };
  }

  private static final double[] SPECIAL = {-0.0, 1, -1, 2.5, -2.5, 1e-40, 1e30, -1e30, 255, 256};

  static int product(int... sizes) {
    int product = 1;
    for (int size : sizes) {
      product *= size;
    }
    return product;
  }

  static Shape shape(int... sizes) {
    return Shape.of(java.util.Arrays.stream(sizes).asLongStream().toArray());
  }

  /** The same window on a copy of the storage. */
  static Strided copy(Strided s) {
    return new Strided(copy(s.storage()), s.offset(), s.sizes(), s.strides());
  }

  private static Storage copy(Storage storage) {
    Storage copy = Storage.zeros(storage.dtype(), storage.length());
    System.arraycopy(storage.array(), 0, copy.array(), 0, copy.length());
    return copy;
  }

  /** The kernel with another output. */
  static Kernel with(Kernel kernel, Strided out) {
    Strided old = out(kernel);
    return kernel.over(operand -> operand == old ? out : operand);
  }

  static Strided out(Kernel kernel) {
    return kernel.writes().getFirst();
  }

  /** Runs a kernel here and there; all whole storages must be equal afterwards. */
  static void check(CpuBackend backend, Kernel kernel, String what) {
    Kernel expected = onCopies(kernel);
    Kernel actual = onCopies(kernel);
    Reference.run(expected);
    backend.run(actual);
    same(actual, expected, what);
  }

  /** The kernel with copies of what it writes. */
  static Kernel onCopies(Kernel kernel) {
    Map<Storage, Storage> copies = new IdentityHashMap<>();
    kernel.writes().forEach(w -> copies.computeIfAbsent(w.storage(), Operands::copy));
    return kernel.over(operand ->
        copies.containsKey(operand.storage())
            ? new Strided(
                copies.get(operand.storage()), operand.offset(), operand.sizes(), operand.strides())
            : operand);
  }

  /** Whether two kernels left the same. */
  static void same(Kernel actual, Kernel expected, String what) {
    for (int k = 0; k < expected.writes().size(); k++) {
      same(actual.writes().get(k), expected.writes().get(k), what + ", result " + k);
    }
  }

  static void same(Strided actual, Strided expected, String what) {
    if (java.util.Objects.deepEquals(actual.storage().array(), expected.storage().array())) {
      return;
    }
    Strided a = Strided.rowMajor(actual.storage(), Shape.of(actual.storage().length()));
    Strided e = Strided.rowMajor(expected.storage(), Shape.of(expected.storage().length()));
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < actual.storage().length(); i++) {
      // Boxed floats are equal if their bits are, with one kind of NaN.
      if (!Reference.get(a, i).equals(Reference.get(e, i))) {
        differences.add(i + ": " + Reference.get(a, i) + " not " + Reference.get(e, i));
      }
    }
    assertThat(differences.stream().limit(5)).as(what).isEmpty();
  }
}
