package org.atled.cpu;

import java.util.List;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.cpu.Lattice.Reach;
import org.atled.cpu.TableProduct.Columns;

/**
 * Some examples' channels with zeros around them, one plane after another, so that for each element
 * of the kernel what all windows take of it lies in one row. Targets count in the same way:
 * example, volume, row and element are so far apart as here, with a few between them that nobody
 * wants. For a stride there is a plane for each remainder.
 *
 * @param reaches along the three spatial axes
 * @param planes of a channel
 * @param apart examples, volumes and rows
 * @param length of a plane of all examples
 * @param span from the first target to the last
 */
record WindowPlanes(
    int examples, List<Reach> reaches, int planes, int[] apart, int length, int span) {
  static WindowPlanes of(int examples, List<Reach> reaches) {
    int row = reaches.get(2).apart();
    int volume = reaches.get(1).apart() * row;
    int example = reaches.get(0).apart() * volume;
    int[] apart = {volume, row, 1};
    int planes = 1;
    int length = 1;
    int span = 1;
    for (int axis = 0; axis < Volume.AXES; axis++) {
      Reach reach = reaches.get(axis);
      planes *= reach.stretches().size();
      length += (reach.length() - 1) * apart[axis];
      span += (reach.targets() - 1) * apart[axis];
    }
    int others = (examples - 1) * example;
    return new WindowPlanes(
        examples,
        reaches,
        planes,
        new int[] {example, volume, row},
        length + others,
        span + others);
  }

  /** How many targets are wanted. */
  int targets() {
    int targets = examples;
    for (Reach reach : reaches) {
      targets *= reach.targets();
    }
    return targets;
  }

  /**
   * Where the targets are.
   *
   * @param isGapless whether those between the rows of a volume, which nobody wants, are among them
   */
  Columns columns(boolean isGapless) {
    int volumes = reaches.get(0).targets();
    int rows = isGapless ? 1 : reaches.get(1).targets();
    int[] starts = new int[examples * volumes * rows];
    for (int i = 0; i < starts.length; i++) {
      int volume = i / rows;
      starts[i] = volume / volumes * apart[0] + volume % volumes * apart[1] + i % rows * apart[2];
    }
    return new Columns(starts, isGapless ? gapless() : reaches.get(2).targets());
  }

  /** From the first target of a volume to behind the last. */
  private int gapless() {
    return (reaches.get(1).targets() - 1) * apart[2] + reaches.get(2).targets();
  }

  /**
   * Whether a product that takes so many columns at once has more to do with going from row to row
   * than with the few targets between them. What it gives is then finished row by row, too, where
   * it could be at once, and of rows of 28 nothing was seen to be gained.
   */
  boolean isGapless(int unit) {
    int row = reaches.get(2).targets();
    int wanted = row * reaches.get(1).targets();
    return row < unit && gapless() - wanted <= wanted / 4;
  }

  /** For the channels and the kernel's elements, row-major, where their rows begin. */
  int[] table(int channels, List<Lattice> lattices) {
    int[] offsets = new int[lattices.stream().mapToInt(Lattice::taps).reduce(1, (a, b) -> a * b)];
    int next = 0;
    Lattice zs = lattices.get(0);
    Lattice ys = lattices.get(1);
    Lattice xs = lattices.get(2);
    int[][] places = lattices.stream().map(Lattice::phasePlaces).toArray(int[][]::new);
    for (int z = 0; z < zs.taps(); z++) {
      for (int y = 0; y < ys.taps(); y++) {
        for (int x = 0; x < xs.taps(); x++) {
          int plane = (places[0][z] * count(1) + places[1][y]) * count(2) + places[2][x];
          offsets[next++] =
              plane * length
                  + (zs.shift()[z] - zs.leastShift()) * apart[1]
                  + (ys.shift()[y] - ys.leastShift()) * apart[2]
                  + xs.shift()[x]
                  - xs.leastShift();
        }
      }
    }
    int[] table = new int[channels * offsets.length];
    for (int i = 0; i < table.length; i++) {
      table[i] = i / offsets.length * planes * length + offsets[i % offsets.length];
    }
    return table;
  }

  private int count(int axis) {
    return reaches.get(axis).stretches().size();
  }

  /**
   * Copies what is there of some channels; what is not there must be 0 already.
   *
   * @param copy of one element to another
   */
  void fill(Loop copy, Volume from, int example, int channel, int channels, Object to) {
    int plane = 0;
    for (int c = channel; c < channel + channels; c++) {
      for (PaddedRange zs : reaches.get(0).stretches()) {
        for (PaddedRange ys : reaches.get(1).stretches()) {
          for (PaddedRange xs : reaches.get(2).stretches()) {
            for (int n = 0; n < examples; n++) {
              int source = from.at(example + n, c);
              fill(copy, from, source, zs, ys, xs, to, plane + n * apart[0]);
            }
            plane += length;
          }
        }
      }
    }
  }

  private void fill(
      Loop copy,
      Volume from,
      int source,
      PaddedRange zs,
      PaddedRange ys,
      PaddedRange xs,
      Object to,
      int target) {
    if (ys.count() == 0 || xs.count() == 0) {
      return;
    }
    Object[] arrays = {from.array(), to};
    int[] outer = {from.stride(1) * ys.step(), apart[2]};
    int[] inner = {from.stride(2) * xs.step(), 1};
    int begin = target + zs.from() * apart[1] + ys.from() * apart[2] + xs.from();
    for (int z = 0; z < zs.count(); z++) {
      int element = from.within(zs.element() + z * zs.step(), ys.element(), xs.element());
      int[] offsets = {source + element, begin + z * apart[1]};
      copy.run(arrays, offsets, outer, ys.count(), inner, xs.count());
    }
  }
}
