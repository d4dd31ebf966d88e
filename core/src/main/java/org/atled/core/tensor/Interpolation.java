package org.atled.core.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;

/**
 * How {@link Vision#interpolate} resizes: to sizes, or by factors, either one number for each
 * spatial axis or one for all.
 *
 * @param mode which neighbours count, and how much
 * @param sizes of the spatial axes in the result; empty if there are factors
 * @param scales by which the axes grow, each rounded down to a size; empty if there are sizes
 * @param alignCorners whether the first and the last element stay where they are, else the outer
 *     edges of their cells do
 * @param recomputeScale whether places are found by the sizes that came out, else by the factors
 *     themselves, which differ where a size was rounded
 */
public record Interpolation(
    Mode mode,
    List<Long> sizes,
    List<Double> scales,
    boolean alignCorners,
    boolean recomputeScale) {
  /** Which neighbours count. */
  public enum Mode {
    /** The one at or before the place; PyTorch's default, which leans to the front. */
    NEAREST,
    /** The one whose cell the place is in, as in Pillow and scikit-image. */
    NEAREST_EXACT,
    /** The two around it, of [batch, channels, length]. */
    LINEAR,
    /** Two along each axis, of images. */
    BILINEAR,
    /** Two along each axis, of volumes. */
    TRILINEAR,
    /** Four along each axis by Keys 1981 with a = −0.75, of images; may overshoot. */
    BICUBIC,
    /** The mean of all that the place covers: {@link Convolutions#adaptiveAvgPool}. */
    AREA;

    /** PyTorch's word for it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How many spatial axes it takes; 0 for any. */
    private int axes() {
      return switch (this) {
        case LINEAR -> 1;
        case BILINEAR, BICUBIC -> 2;
        case TRILINEAR -> 3;
        case NEAREST, NEAREST_EXACT, AREA -> 0;
      };
    }
  }

  public Interpolation {
    sizes = List.copyOf(sizes);
    scales = List.copyOf(scales);
    if (sizes.isEmpty() == scales.isEmpty()) {
      throw new ArgumentException(
          "interpolate: takes either sizes or scales, not %s and %s.".formatted(sizes, scales));
    }
    if (sizes.stream().anyMatch(size -> size < 1)
        || scales.stream().anyMatch(scale -> !(scale > 0 && scale < 0x1p31))) {
      throw new ArgumentException(
          "interpolate: takes sizes of at least 1 and scales above 0, not %s."
              .formatted(sizes.isEmpty() ? scales : sizes));
    }
    if (alignCorners && (mode == Mode.NEAREST || mode == Mode.NEAREST_EXACT || mode == Mode.AREA)) {
      throw new ArgumentException(
          "interpolate: %s aligns no corners; linear, bilinear, bicubic and trilinear do."
              .formatted(mode.word()));
    }
    if (recomputeScale && scales.isEmpty()) {
      throw new ArgumentException(
          "interpolate: the scale is recomputed only where scales are given, not the sizes %s."
              .formatted(sizes));
    }
  }

  /** To these sizes by the nearest element. */
  public static Interpolation to(long... sizes) {
    return new Interpolation(
        Mode.NEAREST, Arrays.stream(sizes).boxed().toList(), List.of(), false, false);
  }

  /** By these factors and the nearest element. */
  public static Interpolation by(double... scales) {
    return new Interpolation(
        Mode.NEAREST, List.of(), Arrays.stream(scales).boxed().toList(), false, false);
  }

  /** The same with another choice of neighbours and their weights. */
  public Interpolation with(Mode other) {
    return new Interpolation(other, sizes, scales, alignCorners, recomputeScale);
  }

  /** With the first and the last element where they are. */
  public Interpolation aligningCorners() {
    return new Interpolation(mode, sizes, scales, true, recomputeScale);
  }

  /** With places by the sizes that come out: PyTorch's {@code recompute_scale_factor}. */
  public Interpolation recomputingScale() {
    return new Interpolation(mode, sizes, scales, alignCorners, true);
  }

  /**
   * The sizes of the spatial axes in the result for an input [batch, channels, axes..].
   *
   * @throws ShapeException if the mode or the numbers are for another number of axes, one of these
   *     is empty, or nothing would be left of it
   */
  public List<Long> sizes(Shape input) {
    int axes = input.rank() - 2;
    if (axes < 1 || axes > 3 || (mode.axes() != 0 && mode.axes() != axes)) {
      throw new ShapeException(
          "%s takes [batch, channels%s, not %s."
              .formatted(
                  mode.word(),
                  mode.axes() == 0
                      ? ", axes..] with 1 to 3 axes"
                      : ", size".repeat(mode.axes()) + "]",
                  input));
    }
    int given = Math.max(sizes.size(), scales.size());
    if (given != 1 && given != axes) {
      throw new ShapeException(
          "%s has %d numbers, but there are %d spatial axes in %s; give one for each, or one for all."
              .formatted(sizes.isEmpty() ? scales : sizes, given, axes, input));
    }
    return IntStream.range(0, axes).mapToObj(i -> size(input, i)).toList();
  }

  private long size(Shape input, int i) {
    long from = input.size(2 + i);
    long to = scales.isEmpty() ? at(sizes, i) : (long) Math.floor(from * at(scales, i));
    if (from < 1 || to < 1) {
      throw new ShapeException(
          "axis %d of %s has %d elements and would have %d; there must be 1 or more."
              .formatted(2 + i, input, from, to));
    }
    return to;
  }

  /** How far apart places are along spatial axis i, in elements of the input. */
  public double step(int i, long from, long to) {
    if (alignCorners) {
      return to > 1 ? (from - 1.0) / (to - 1) : 0;
    }
    return scales.isEmpty() || recomputeScale ? (double) from / to : 1 / at(scales, i);
  }

  private static <T> T at(List<T> numbers, int i) {
    return numbers.get(numbers.size() == 1 ? 0 : i);
  }

  /** What it does: {@code scale 2.0×2.0, bilinear, corners aligned}. */
  public String words() {
    List<?> numbers = sizes.isEmpty() ? scales : sizes;
    return (sizes.isEmpty() ? "scale " : "size ")
        + String.join("×", numbers.stream().map(String::valueOf).toList())
        + ", "
        + mode.word()
        + (alignCorners ? ", corners aligned" : "")
        + (recomputeScale ? ", scale recomputed" : "");
  }
}
