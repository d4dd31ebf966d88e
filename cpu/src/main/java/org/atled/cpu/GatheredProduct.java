package org.atled.cpu;

import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.spi.LoopCompiler;
import org.atled.core.spi.LoopCompiler.Form;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.LoopCompiler.Step;
import org.atled.cpu.MatrixProduct.Matrix;

/** Gathers the rows of the table, some columns at a time, and multiplies as always. */
record GatheredProduct(DType dtype, BlockProduct product, Loop copy) implements TableProduct {
  private static final int WIDTH = 256;

  GatheredProduct(DType dtype, BlockProduct product, LoopCompiler compiler) {
    this(dtype, product, compiler.compile(new Form(Maps.same(dtype), List.of(Step.ANY, Step.ANY))));
  }

  @Override
  public int strip(int left) {
    return 1;
  }

  @Override
  public void pack(Matrix strip, int rows, int columns, Object to, int at) {
    copy.run(
        new Object[] {strip.array(), to},
        new int[] {strip.at(), at},
        new int[] {strip.rowStride(), 1},
        rows,
        new int[] {strip.columnStride(), rows},
        columns);
  }

  @Override
  public int unit() {
    return 1;
  }

  @Override
  public void multiply(
      Object a,
      int aAt,
      int m,
      int k,
      Object b,
      int bAt,
      int[] table,
      Columns columns,
      Object c,
      int cAt,
      int cStep) {
    int n = columns.count();
    int most = Math.min(WIDTH, n);
    Object rows = Scratch.take(dtype, k * most);
    for (int j = 0, end; j < n; j = end) {
      end = Blocks.end(j, WIDTH, n);
      int width = end - j;
      for (int p = 0; p < k; p++) {
        gather(b, bAt + table[p], columns, j, end, rows, p * width);
      }
      product.multiply(
          new Matrix(a, aAt, k, 1),
          new Matrix(rows, 0, width, 1),
          new Matrix(c, cAt + j, cStep, 1),
          m,
          k,
          width);
    }
    Scratch.give(dtype, k * most, rows);
  }

  @Override
  public void packRight(Matrix b, int k, int n, Object to, int at) {
    copy.run(
        new Object[] {b.array(), to},
        new int[] {b.at(), at},
        new int[] {b.rowStride(), n},
        k,
        new int[] {b.columnStride(), 1},
        n);
  }

  @Override
  public void multiplyPacked(
      Object a,
      int aAt,
      int aStep,
      int m,
      int k,
      int n,
      Object b,
      int bAt,
      Object c,
      int cAt,
      int cStep) {
    product.multiply(
        new Matrix(a, aAt, aStep, 1),
        new Matrix(b, bAt, n, 1),
        new Matrix(c, cAt, cStep, 1),
        m,
        k,
        n);
  }

  private static void gather(
      Object b, int row, Columns columns, int j, int end, Object to, int at) {
    int length = columns.length();
    for (int x = j, next; x < end; x = next) {
      int run = x / length;
      next = Math.min(end, (run + 1) * length);
      int from = row + columns.starts()[run] + x - run * length;
      System.arraycopy(b, from, to, at + x - j, next - x);
    }
  }
}
