package org.atled.core.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * What the parts of a {@link RecurKernel} write to a storage at each step, as windows: neighbours
 * along the last axis are one.
 */
final class WrittenSlices {
  private final List<Strided> windows = new ArrayList<>();

  private WrittenSlices() {}

  /** Whether parts write all of a storage, and read no element of it that they did not write. */
  static boolean areAll(List<Kernel> parts, Storage storage) {
    WrittenSlices written = new WrittenSlices();
    for (Kernel part : parts) {
      for (Strided window : part.reads()) {
        if (window.storage() == storage && !written.hold(window)) {
          return false;
        }
      }
      for (Strided window : part.writes()) {
        if (window.storage() == storage) {
          written.add(window);
        }
      }
    }
    return written.windows.size() == 1 && upwards(written.windows.getFirst()).isWhole();
  }

  /** The same slices, counted from the one that lies first in memory. */
  private static Strided upwards(Strided window) {
    return window.strides()[0] < 0
        ? window.slice(0, window.sizes()[0] - 1, -1, window.sizes()[0])
        : window;
  }

  /** Whether each slice lies within what is written at the same step. */
  private boolean hold(Strided window) {
    return windows.stream()
        .anyMatch(whole ->
            whole.strides()[0] == window.strides()[0]
                && window.strides()[1] == whole.strides()[1]
                && window.strides()[2] == whole.strides()[2]
                && window.sizes()[1] <= whole.sizes()[1]
                && column(window, whole) >= 0
                && column(window, whole) + window.sizes()[2] <= whole.sizes()[2]);
  }

  /** Where a window begins within the columns of another one; negative if it does not. */
  private static int column(Strided window, Strided whole) {
    int behind = window.offset() - whole.offset();
    int stride = Math.max(1, whole.strides()[2]);
    return behind % stride == 0 ? behind / stride : -1;
  }

  private void add(Strided window) {
    if (hold(window)) {
      return;
    }
    for (int i = 0; i < windows.size(); i++) {
      Strided left = windows.get(i);
      if (left.strides()[0] == window.strides()[0]
          && left.strides()[1] == window.strides()[1]
          && left.strides()[2] == window.strides()[2]
          && left.sizes()[1] == window.sizes()[1]
          && column(window, left) == left.sizes()[2]) {
        int[] sizes = left.sizes().clone();
        sizes[2] += window.sizes()[2];
        windows.set(i, new Strided(left.storage(), left.offset(), sizes, left.strides()));
        return;
      }
    }
    windows.add(window);
  }
}
