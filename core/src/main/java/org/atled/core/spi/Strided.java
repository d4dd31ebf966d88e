package org.atled.core.spi;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.shape.DType;
import org.atled.core.shape.Range;
import org.atled.core.shape.Shape;

/**
 * A window on a storage: element (i₀, i₁, …) stands at {@code offset + Σ iₐ·strides[a]}. Strides
 * count elements; 0 repeats (a broadcast axis), negative ones walk backwards. The arrays are never
 * changed after construction.
 */
public record Strided(Storage storage, int offset, int[] sizes, int[] strides) {

  /** The whole storage in row-major order. */
  public static Strided rowMajor(Storage storage, Shape shape) {
    int[] sizes = sizes(shape);
    return new Strided(storage, 0, sizes, rowMajorStrides(sizes));
  }

  /** The sizes of a shape as ints, which hold every size that a shape may have. */
  private static int[] sizes(Shape shape) {
    int[] sizes = new int[shape.rank()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.toIntExact(shape.size(i));
    }
    return sizes;
  }

  private static int[] rowMajorStrides(int[] sizes) {
    int[] strides = new int[sizes.length];
    int stride = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= Math.max(sizes[i], 1);
    }
    return strides;
  }

  public DType dtype() {
    return storage.dtype();
  }

  public int rank() {
    return sizes.length;
  }

  public int elements() {
    int product = 1;
    for (int size : sizes) {
      product *= size;
    }
    return product;
  }

  public Shape shape() {
    long[] longs = new long[sizes.length];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = sizes[i];
    }
    return Shape.of(longs);
  }

  /** Whether the elements lie row-major without gaps. Axes of size 1 may have any stride. */
  public boolean isContiguous() {
    int expected = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      if (sizes[i] != 1 && strides[i] != expected) {
        return elements() == 0;
      }
      expected *= sizes[i];
    }
    return true;
  }

  /** Whether it shows every element of its storage, each once. */
  public boolean isWhole() {
    if (offset != 0 || elements() != storage.length()) {
      return false;
    }
    Integer[] axes = new Integer[rank()];
    Arrays.setAll(axes, axis -> axis);
    Arrays.sort(axes, (i, j) -> Integer.compare(strides[i], strides[j]));
    int expected = 1;
    for (int axis : axes) {
      if (sizes[axis] != 1) {
        if (strides[axis] != expected) {
          return false;
        }
        expected *= sizes[axis];
      }
    }
    return true;
  }

  /** Whether it shows one element again and again. */
  public boolean isOneNumber() {
    for (int axis = 0; axis < rank(); axis++) {
      if (sizes[axis] != 1 && strides[axis] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether it shows the same elements as another one in the same order. */
  public boolean coincides(Strided other) {
    if (storage != other.storage || offset != other.offset || !Arrays.equals(sizes, other.sizes)) {
      return false;
    }
    for (int axis = 0; axis < rank(); axis++) {
      if (sizes[axis] > 1 && strides[axis] != other.strides[axis]) {
        return false;
      }
    }
    return true;
  }

  /** Bytes of the elements that it shows, each counted once. */
  public long bytes() {
    long elements = 1;
    for (int axis = 0; axis < rank(); axis++) {
      elements *= strides[axis] == 0 ? 1 : sizes[axis];
    }
    return elements * dtype().bytes();
  }

  /**
   * The same elements with axes in another order: axis i of the result is axis {@code order[i]}.
   */
  public Strided permute(int... order) {
    int[] newSizes = new int[order.length];
    int[] newStrides = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      newSizes[i] = sizes[order[i]];
      newStrides[i] = strides[order[i]];
    }
    return new Strided(storage, offset, newSizes, newStrides);
  }

  /**
   * The same elements with so many of the first axes as one, if their strides allow it.
   *
   * @param axes at least 1
   */
  public Optional<Strided> leadingAsOne(int axes) {
    int count = 1;
    int stride = 0;
    for (int axis = axes - 1; axis >= 0; axis--) {
      if (sizes[axis] != 1) {
        if (count != 1 && strides[axis] != count * stride) {
          return Optional.empty();
        }
        stride = count == 1 ? strides[axis] : stride;
        count *= sizes[axis];
      }
    }
    int[] newSizes = Arrays.copyOfRange(sizes, axes - 1, sizes.length);
    int[] newStrides = Arrays.copyOfRange(strides, axes - 1, strides.length);
    newSizes[0] = count;
    newStrides[0] = stride;
    return Optional.of(new Strided(storage, offset, newSizes, newStrides));
  }

  /** The elements in a range of one axis. */
  public Strided slice(Range range) {
    return slice(range.axis(), (int) range.start(), (int) range.step(), (int) range.count());
  }

  /** The elements {@code start, start + step, …} of one axis, {@code count} of them. */
  public Strided slice(int axis, int start, int step, int count) {
    int[] newSizes = sizes.clone();
    int[] newStrides = strides.clone();
    newSizes[axis] = count;
    newStrides[axis] = strides[axis] * step;
    int newOffset = count == 0 ? offset : offset + start * strides[axis];
    return new Strided(storage, newOffset, newSizes, newStrides);
  }

  /** Repeated along new leading axes and axes of size 1; the target must be reachable so. */
  public Strided broadcastTo(Shape target) {
    int[] newSizes = sizes(target);
    int[] newStrides = new int[newSizes.length];
    int added = newSizes.length - sizes.length;
    for (int i = 0; i < sizes.length; i++) {
      newStrides[i + added] = sizes[i] == newSizes[i + added] ? strides[i] : 0;
    }
    return new Strided(storage, offset, newSizes, newStrides);
  }

  /** The same elements in row-major order under another shape, if the strides allow it uncopied. */
  public Optional<Strided> reshape(Shape target) {
    int[] newSizes = sizes(target);
    int[] newStrides = new int[newSizes.length];
    if (elements() == 0 || isContiguous()) {
      return Optional.of(new Strided(storage, offset, newSizes, rowMajorStrides(newSizes)));
    }
    // Walks both shapes from the last axis, matching groups of axes with equal products. Within a
    // group of old axes each stride must continue the one inside it.
    int from = sizes.length - 1;
    int to = newSizes.length - 1;
    while (to >= 0 || from >= 0) {
      while (from >= 0 && sizes[from] == 1) {
        from--;
      }
      if (from < 0) {
        break;
      }
      int inner = strides[from];
      int product = sizes[from];
      int next = inner * sizes[from];
      from--;
      int made = 1;
      while (made != product || (to >= 0 && newSizes[to] == 1)) {
        if (made < product) {
          if (to < 0) {
            return Optional.empty();
          }
          newStrides[to] = inner * made;
          made *= newSizes[to--];
        } else if (made > product) {
          while (from >= 0 && sizes[from] == 1) {
            from--;
          }
          if (from < 0 || strides[from] != next) {
            return Optional.empty();
          }
          next *= sizes[from];
          product *= sizes[from--];
        } else {
          to--;
        }
      }
    }
    return Optional.of(new Strided(storage, offset, newSizes, newStrides));
  }

  /**
   * Where the first integer outside least ≤ i &lt; bound stands: its number along the one axis it
   * varies along, or its place along all of them. Empty if there is none, or it holds no numbers.
   */
  public Optional<String> firstOutside(long least, long bound) {
    int[] varying =
        IntStream.range(0, rank()).filter(a -> sizes[a] > 1 && strides[a] != 0).toArray();
    Shape shape = Shape.of(Arrays.stream(varying).mapToLong(a -> sizes[a]).toArray());
    for (int i = 0; i < shape.elements(); i++) {
      long[] place = shape.place(i);
      int at = offset;
      for (int a = 0; a < varying.length; a++) {
        at += (int) place[a] * strides[varying[a]];
      }
      boolean inside =
          switch (storage) {
            case Storage.Int32 s -> s.array()[at] >= least && s.array()[at] < bound;
            case Storage.Int64 s -> s.array()[at] >= least && s.array()[at] < bound;
            default -> true;
          };
      if (!inside) {
        return Optional.of(
            varying.length > 1 ? Arrays.toString(place) : "" + (place.length == 0 ? 0 : place[0]));
      }
    }
    return Optional.empty();
  }
}
