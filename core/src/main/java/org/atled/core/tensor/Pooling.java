package org.atled.core.tensor;

import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ArgumentException;

/**
 * The windows of a pooling.
 *
 * @param kernel the size of a window along each spatial axis, or one number for all
 * @param sliding how it goes; as far as it is wide, unless told otherwise
 * @param ceil whether a last window may reach beyond what is there, as long as it begins before the
 *     end or in what was put before
 */
public record Pooling(List<Long> kernel, Sliding sliding, boolean ceil) {
  public Pooling {
    if (kernel.isEmpty() || kernel.stream().anyMatch(size -> size < 1)) {
      throw new ArgumentException(
          "the kernel is %s but takes numbers of at least 1, one for each axis or one for all."
              .formatted(kernel));
    }
    kernel = List.copyOf(kernel);
  }

  /** Windows of these sizes side by side. */
  public static Pooling of(long... kernel) {
    List<Long> sizes = Arrays.stream(kernel).boxed().toList();
    return new Pooling(sizes, Sliding.byOne().withStride(kernel), false);
  }

  /** With these steps from window to window. */
  public Pooling withStride(long... steps) {
    return new Pooling(kernel, sliding.withStride(steps), ceil);
  }

  /** With as much before each axis as after it. */
  public Pooling withPadding(long... amounts) {
    return new Pooling(kernel, sliding.withPadding(amounts), ceil);
  }

  /** With gaps in a window. */
  public Pooling withDilation(long... steps) {
    return new Pooling(kernel, sliding.withDilation(steps), ceil);
  }

  /** With a last window that may reach beyond what is there. */
  public Pooling ceilMode() {
    return new Pooling(kernel, sliding, true);
  }

  /** The sizes of a window, and what differs from windows side by side: {@code 3×3, stride 2}. */
  public String words() {
    StringBuilder text = new StringBuilder(words(kernel));
    if (!sliding.stride().equals(kernel)) {
      text.append(", stride ").append(words(sliding.stride()));
    }
    if (sliding.before().stream().anyMatch(amount -> amount > 0)) {
      text.append(", padding ").append(words(sliding.before()));
    }
    if (sliding.dilation().stream().anyMatch(steps -> steps > 1)) {
      text.append(", dilation ").append(words(sliding.dilation()));
    }
    return text.append(ceil ? ", ceil" : "").toString();
  }

  private static String words(List<Long> numbers) {
    return String.join("×", numbers.stream().map(String::valueOf).toList());
  }

  /** The size of a window along spatial axis i. */
  public long kernel(int i) {
    return kernel.size() == 1 ? kernel.getFirst() : kernel.get(i);
  }
}
