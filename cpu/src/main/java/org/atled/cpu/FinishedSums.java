package org.atled.cpu;

import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.spi.LoopCompiler.Loop;

/** Maps the sums of a convolution or of its gradient by the input to where they belong. */
final class FinishedSums {
  private final List<Volume> operands;
  private final Loop loop;
  private final int[] outer;
  private final int[] inner;

  /**
   * @param down how many elements a row of sums belongs behind the one before
   * @param across the same for columns
   */
  FinishedSums(ConvolveKernel kernel, Convolutions loops, int down, int across) {
    Expression finish = Convolutions.finish(kernel);
    operands = Convolutions.finished(kernel).stream().map(Volume::of).toList();
    outer = new int[1 + operands.size()];
    inner = new int[outer.length];
    inner[0] = 1;
    for (int x = 1; x < outer.length; x++) {
      outer[x] = down * operands.get(x - 1).stride(1);
      inner[x] = across * operands.get(x - 1).stride(2);
    }
    loop = loops.loop(finish, inner);
  }

  /**
   * Stores rows and columns of sums.
   *
   * @param at where the first of them is
   * @param apart how far the next row is behind
   * @param z where the first of them belongs, as are y and x
   */
  void store(
      Object sums,
      int at,
      int apart,
      int example,
      int channel,
      int z,
      int y,
      int x,
      int rows,
      int columns) {
    Object[] arrays = new Object[outer.length];
    int[] offsets = new int[outer.length];
    int[] rowStrides = outer.clone();
    arrays[0] = sums;
    offsets[0] = at;
    rowStrides[0] = apart;
    boolean inARow = true;
    for (int i = 0; i < arrays.length; i++) {
      if (i > 0) {
        Volume operand = operands.get(i - 1);
        arrays[i] = operand.array();
        offsets[i] = operand.at(example, channel) + operand.within(z, y, x);
      }
      inARow &= rowStrides[i] == columns * inner[i];
    }
    if (inARow) {
      loop.run(arrays, offsets, rowStrides, 1, inner, rows * columns);
    } else {
      loop.run(arrays, offsets, rowStrides, rows, inner, columns);
    }
  }
}
