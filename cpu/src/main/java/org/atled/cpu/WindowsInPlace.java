package org.atled.cpu;

import java.lang.reflect.Array;
import java.util.List;
import org.atled.cpu.TableProduct.Columns;

/**
 * Where the windows of a piece read, if they read where the source lies: none of them leaves it,
 * and neighbours see neighbours. Those of 1×1 are the usual case.
 *
 * @param at where the first element of the piece's first channel stands
 * @param table for the channels and the kernel's elements, row-major, where their rows begin
 */
record WindowsInPlace(Object array, int at, int[] table, Columns columns) {
  /** Whether windows that take of these planes can be read so. */
  static boolean serve(Volume source, WindowPlanes planes, List<Lattice> lattices) {
    return lattices.get(2).sourceStep() * source.stride(2) == 1
        && lattices.stream().allMatch(lattice -> lattice.taps() > 0)
        && planes.reaches().stream().allMatch(WindowsInPlace::isInside);
  }

  /**
   * @param begin of the targets along each axis
   * @param end of them
   */
  static WindowsInPlace of(
      Volume source,
      int example,
      int examples,
      int channel,
      int channels,
      List<Lattice> lattices,
      int[] begin,
      int[] end) {
    int length = end[2] - begin[2];
    int volumes = end[0] - begin[0];
    int rows = end[1] - begin[1];
    int row = lattices.get(1).sourceStep() * source.stride(1);
    if (row == length) { // all rows of a volume are one
      length *= rows;
      rows = 1;
    }
    int[] starts = new int[examples * volumes * rows];
    for (int i = 0; i < starts.length; i++) {
      int volume = i / rows;
      starts[i] =
          volume / volumes * source.strides()[0]
              + (begin[0] + volume % volumes) * lattices.get(0).sourceStep() * source.stride(0)
              + (begin[1] + i % rows) * row
              + begin[2] * source.stride(2);
    }
    return new WindowsInPlace(
        source.array(),
        source.at(example, channel),
        table(source, channels, lattices),
        new Columns(starts, length));
  }

  private static int[] table(Volume source, int channels, List<Lattice> lattices) {
    int[] sizes = lattices.stream().mapToInt(Lattice::taps).toArray();
    int taps = sizes[0] * sizes[1] * sizes[2];
    int[] table = new int[channels * taps];
    for (int i = 0; i < table.length; i++) {
      int tap = i % taps;
      table[i] =
          i / taps * source.strides()[1]
              + source.within(
                  lattices.get(0).place(tap / sizes[2] / sizes[1]),
                  lattices.get(1).place(tap / sizes[2] % sizes[1]),
                  lattices.get(2).place(tap % sizes[2]));
    }
    return table;
  }

  /** Whether all exists that a product with that unit may read. */
  boolean haveRoom(int unit) {
    // A run that is cut is read as whole units.
    return columns.length() % unit == 0 || lastRead(unit) < Array.getLength(array);
  }

  private static boolean isInside(Lattice.Reach reach) {
    return reach.stretches().stream().allMatch(stretch -> stretch.count() == stretch.length());
  }

  private long lastRead(int unit) {
    long last = Long.MIN_VALUE;
    for (int row : table) {
      last = Math.max(last, row);
    }
    long start = Long.MIN_VALUE;
    for (int run : columns.starts()) {
      start = Math.max(start, run);
    }
    return at + last + start + columns.length() + unit;
  }
}
