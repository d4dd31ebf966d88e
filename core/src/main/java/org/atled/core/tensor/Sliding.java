package org.atled.core.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;

/**
 * How a window goes over the spatial axes of [batch, channels, axes..]. Each list has one number
 * for each of them, or one for all.
 *
 * @param stride the steps from window to window, at least 1
 * @param before how much is put before an axis, at least 0
 * @param after how much is put after it
 * @param dilation the steps from element to element of a window, at least 1
 * @param tile of how many windows down as across a convolution of 3×3 computes at once, where that
 *     is faster: 2, or 4; 2 if nothing is said
 */
public record Sliding(
    List<Long> stride,
    List<Long> before,
    List<Long> after,
    List<Long> dilation,
    Optional<Integer> tile) {
  /** Of any number: what is computed with them stays an int. */
  private static final long MOST = 1 << 24;

  public Sliding {
    stride = checked("stride", 1, stride);
    before = checked("padding", 0, before);
    after = checked("padding", 0, after);
    dilation = checked("dilation", 1, dilation);
    if (tile.isPresent() && tile.get() != 2 && tile.get() != 4) {
      throw new ArgumentException("tile is %d but must be 2 or 4.".formatted(tile.get()));
    }
  }

  private static List<Long> checked(String name, long least, List<Long> numbers) {
    if (numbers.isEmpty() || numbers.stream().anyMatch(number -> number < least)) {
      throw new ArgumentException(
          "%s is %s but takes numbers of at least %d, one for each axis or one for all."
              .formatted(name, numbers, least));
    }
    if (numbers.stream().anyMatch(number -> number > MOST)) {
      throw new ArgumentException(
          "%s is %s but takes numbers of at most %d.".formatted(name, numbers, MOST));
    }
    return List.copyOf(numbers);
  }

  /** Step by step, over what is there. */
  public static Sliding byOne() {
    return new Sliding(List.of(1L), List.of(0L), List.of(0L), List.of(1L), Optional.empty());
  }

  /** With these steps from window to window. */
  public Sliding withStride(long... steps) {
    return new Sliding(list(steps), before, after, dilation, tile);
  }

  /** With as much put before each axis as after it. */
  public Sliding withPadding(long... amounts) {
    return withPadding(list(amounts), list(amounts));
  }

  /** With different amounts before and after. */
  public Sliding withPadding(List<Long> ahead, List<Long> behind) {
    return new Sliding(stride, ahead, behind, dilation, tile);
  }

  /** With gaps in the window: its elements are so many steps from each other. */
  public Sliding withDilation(long... steps) {
    return new Sliding(stride, before, after, list(steps), tile);
  }

  /**
   * In tiles of 4 windows down as across instead of 2, where a convolution of 3×3 is computed by
   * tiles: with 2.25 multiplications a window for 4, F(4×4, 3×3) of Lavin and Gray 2016, and about
   * four times the rounding error of a plain sum.
   */
  public Sliding inTilesOf(int windows) {
    return new Sliding(stride, before, after, dilation, Optional.of(windows));
  }

  /**
   * With what makes as many windows as the axis is long, PyTorch's {@code padding="same"}: in all
   * dilation·(kernel − 1), of which the greater half comes after.
   *
   * @throws ArgumentException if the stride is not 1
   * @throws ShapeException if there are dilations for another number of axes
   */
  public Sliding same(List<Long> kernel) {
    if (stride.stream().anyMatch(step -> step != 1)) {
      throw new ArgumentException(
          "same padding takes a stride of 1, not %s; give the padding in numbers."
              .formatted(stride));
    }
    checkRank(kernel.size());
    Long[] ahead = new Long[kernel.size()];
    Long[] behind = new Long[kernel.size()];
    for (int i = 0; i < ahead.length; i++) {
      long all = dilation(i) * (kernel.get(i) - 1);
      ahead[i] = all / 2;
      behind[i] = all - all / 2;
    }
    return withPadding(List.of(ahead), List.of(behind));
  }

  private static List<Long> list(long... numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  /** The stride along spatial axis i. */
  public long stride(int i) {
    return at(stride, i);
  }

  /** What is put before spatial axis i. */
  public long before(int i) {
    return at(before, i);
  }

  /** What is put after spatial axis i. */
  public long after(int i) {
    return at(after, i);
  }

  /** The dilation along spatial axis i. */
  public long dilation(int i) {
    return at(dilation, i);
  }

  private static long at(List<Long> numbers, int i) {
    return numbers.size() == 1 ? numbers.getFirst() : numbers.get(i);
  }

  /** How far a window of {@code kernel} elements reaches along spatial axis i. */
  public long reach(int i, long kernel) {
    return dilation(i) * (kernel - 1) + 1;
  }

  /**
   * Holds the lists to the number of spatial axes.
   *
   * @throws ShapeException if a list has neither one number nor as many
   */
  public void checkRank(int axes) {
    for (List<Long> numbers : List.of(stride, before, after, dilation)) {
      if (numbers.size() != 1 && numbers.size() != axes) {
        throw new ShapeException(
            "%s has %d numbers, but there are %d spatial axes; give one for each, or one for all."
                .formatted(numbers, numbers.size(), axes));
      }
    }
  }
}
