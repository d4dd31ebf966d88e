package org.atled.cpu;

import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.spi.LoopCompiler.Loop;

/** Maps the sums of a convolution or of its gradient by the input to where they belong. */
final class FinishedSums {
  private final DType dtype;
  private final List<Volume> operands;
  private final Loop loop;
  private final int[] outer;
  private final int[] inner;

  /**
   * @param down how many elements a row of sums belongs behind the one before
   * @param across the same for columns
   */
  FinishedSums(ConvolveKernel kernel, Convolutions loops, int down, int across) {
    dtype = kernel.out().dtype();
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
   * Stores planes of sums, one for each of some channels.
   *
   * @param at where the first of them is
   * @param apart how far the next row is behind
   * @param plane how far the next channel is behind
   * @param z where the first of them belongs, as are y and x
   */
  void store(
      Object sums,
      int at,
      int apart,
      int plane,
      int example,
      int channel,
      int channels,
      int z,
      int y,
      int x,
      int rows,
      int columns) {
    Object[] arrays = new Object[outer.length];
    int[] offsets = new int[outer.length];
    int[] strides = new int[outer.length];
    arrays[0] = sums;
    offsets[0] = at;
    strides[0] = plane;
    boolean inARow = true;
    for (int i = 1; i < arrays.length; i++) {
      Volume operand = operands.get(i - 1);
      arrays[i] = operand.array();
      offsets[i] = operand.at(example, channel) + operand.within(z, y, x);
      strides[i] = operand.strides()[1];
      inARow &= rows == 1 || outer[i] == columns * inner[i];
    }
    if (!inARow) {
      rowByRow(arrays, offsets, strides, apart, channels, rows, columns);
    } else if (rows == 1 || apart == columns) {
      loop.run(arrays, offsets, strides, channels, inner, rows * columns);
    } else {
      // One run of a plane's length for many of a row's, which may be shorter than a vector.
      int size = rows * columns;
      Object dense = Scratch.take(dtype, channels * size);
      for (int c = 0; c < channels; c++) {
        for (int r = 0; r < rows; r++) {
          int from = at + c * plane + r * apart;
          System.arraycopy(sums, from, dense, c * size + r * columns, columns);
        }
      }
      arrays[0] = dense;
      offsets[0] = 0;
      strides[0] = size;
      loop.run(arrays, offsets, strides, channels, inner, size);
      Scratch.give(dtype, channels * size, dense);
    }
  }

  private void rowByRow(
      Object[] arrays,
      int[] offsets,
      int[] strides,
      int apart,
      int channels,
      int rows,
      int columns) {
    int[] rowStrides = outer.clone();
    rowStrides[0] = apart;
    for (int c = 0; c < channels; c++) {
      loop.run(arrays, offsets, rowStrides, rows, inner, columns);
      for (int i = 0; i < offsets.length; i++) {
        offsets[i] += strides[i];
      }
    }
  }
}
