package org.atled.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a sum over windows says along one axis: target element {@code first + step·i}, i below
 * {@code count}, takes of the source the elements {@code sourceStep·(i + shift[k]) + phase[k]}, one
 * for each of the kernel's elements {@code firstTap + tapStep·k}. A convolution is one lattice; its
 * gradient by the input is one for each remainder of the stride, so that no zeros are put between
 * what arrives.
 */
record Lattice(
    int first,
    int step,
    int count,
    int sourceStep,
    int firstTap,
    int tapStep,
    int[] shift,
    int[] phase) {

  /** Of a convolution with so many windows. */
  static Lattice ofWindows(int windows, int kernel, int stride, int before, int dilation) {
    int[] shift = new int[kernel];
    int[] phase = new int[kernel];
    for (int k = 0; k < kernel; k++) {
      shift[k] = Math.floorDiv(k * dilation - before, stride);
      phase[k] = Math.floorMod(k * dilation - before, stride);
    }
    return new Lattice(0, 1, windows, stride, 0, 1, shift, phase);
  }

  /** Of its gradient by an axis of so many elements. */
  static List<Lattice> ofElements(int size, int kernel, int stride, int before, int dilation) {
    List<Lattice> all = new ArrayList<>();
    for (int target = 0; target < Math.min(stride, size); target++) {
      int rest = target;
      List<Integer> taps = new ArrayList<>();
      for (int k = 0; k < kernel; k++) {
        if (Math.floorMod(rest + before - k * dilation, stride) == 0) {
          taps.add(k);
        }
      }
      int first = taps.isEmpty() ? 0 : taps.getFirst();
      int tapStep = taps.size() < 2 ? 1 : taps.get(1) - first;
      int[] shift = taps.stream().mapToInt(k -> (rest + before - k * dilation) / stride).toArray();
      int count = (size - 1 - rest) / stride + 1;
      int[] phase = new int[shift.length];
      all.add(new Lattice(rest, stride, count, 1, first, tapStep, shift, phase));
    }
    return all;
  }

  int taps() {
    return shift.length;
  }

  /** Which of the kernel's elements that one is. */
  int kernelPlace(int tap) {
    return firstTap + tapStep * tap;
  }

  List<Integer> kernelPlaces() {
    return IntStream.range(0, taps()).mapToObj(this::kernelPlace).toList();
  }

  /** Which element of the source the first target takes for that element of the kernel. */
  int place(int tap) {
    return sourceStep * shift[tap] + phase[tap];
  }

  int leastShift() {
    return Arrays.stream(shift).min().orElse(0);
  }

  /** The different phases, ascending. */
  int[] phases() {
    return Arrays.stream(phase).distinct().sorted().toArray();
  }

  /** For each of the kernel's elements the place of its phase among {@link #phases}. */
  int[] phasePlaces() {
    int[] phases = phases();
    return Arrays.stream(phase).map(one -> Arrays.binarySearch(phases, one)).toArray();
  }

  /** What targets {@code from} to {@code end} take of a source with so many elements. */
  Reach reach(int from, int end, int size) {
    int most = Arrays.stream(shift).max().orElse(0);
    int length = end - from + most - leastShift();
    int start = sourceStep * (from + leastShift());
    List<PaddedRange> stretches =
        Arrays.stream(phases())
            .mapToObj(phase -> PaddedRange.of(length, start + phase, sourceStep, size))
            .toList();
    return new Reach(end - from, length, stretches);
  }

  /**
   * A part of the source along an axis.
   *
   * @param targets how many take of it
   * @param length of each stretch
   * @param stretches one for each phase
   */
  record Reach(int targets, int length, List<PaddedRange> stretches) {
    /**
     * How many places behind each other neighbours begin: zeros at the end of one serve as those at
     * the beginning of the next.
     */
    int apart() {
      int shared = length - 1;
      for (PaddedRange stretch : stretches) {
        shared = Math.min(shared, Math.min(stretch.from(), stretch.trailing()));
      }
      return length - shared;
    }
  }
}
