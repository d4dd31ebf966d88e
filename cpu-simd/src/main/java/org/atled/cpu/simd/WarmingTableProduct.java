package org.atled.cpu.simd;

import org.atled.core.shape.DType;
import org.atled.core.spi.Storage;
import org.atled.cpu.InnerLoops;
import org.atled.cpu.TableProduct;
import org.atled.cpu.TableProduct.Columns;

/** The scalar product until HotSpot has compiled the vector one, which gives the same bits. */
final class WarmingTableProduct {
  /** Multiply-adds after which a program is taken to need more of them: some milliseconds. */
  private static final long WORTH_WARMING = 1 << 25;

  private final DType dtype;
  private final TableProduct scalar;
  private final WarmUp warmUp;
  private volatile TableProduct current;

  WarmingTableProduct(DType dtype, InnerLoops scalar, SimdChoice.When when) {
    this.dtype = dtype;
    this.scalar = scalar.tableProduct(dtype, 0);
    this.current = when == SimdChoice.When.ALWAYS ? new VectorTableProduct(dtype) : this.scalar;
    this.warmUp = new WarmUp(WORTH_WARMING, Sample::new);
  }

  /** The one to use now, for so many multiply-adds. */
  TableProduct now(long fmas) {
    TableProduct product = current;
    if (product == scalar) {
      warmUp.count(fmas);
    }
    return product;
  }

  /** Every tile once on short strips, and a scalar product that takes a little longer than that. */
  private final class Sample implements Trial {
    private static final int ROWS = 32;
    private static final int TERMS = 64;
    private static final int COLUMNS = 64;

    private final Object a = zeros(ROWS * TERMS);
    private final Object b = zeros(2 * TERMS * COLUMNS);
    private final Object c = zeros(2 * TERMS * COLUMNS);
    private final int[] table = new int[TERMS];
    private final Columns columns = Columns.of(COLUMNS);
    private VectorTableProduct vector = new VectorTableProduct(dtype);

    Sample() {
      for (int p = 0; p < TERMS; p++) {
        table[p] = p;
      }
    }

    private Object zeros(int length) {
      return Storage.zeros(dtype, length).array();
    }

    @Override
    public void scalar() {
      scalar.multiply(a, 0, ROWS, TERMS, b, 0, table, columns, c, 0, COLUMNS);
    }

    @Override
    public void vector() {
      vector.rehearse(a, b, table, c);
    }

    @Override
    public void switchOver() {
      current = vector;
    }

    @Override
    public void renew() {
      vector = vector.renewed();
    }
  }
}
