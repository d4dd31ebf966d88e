package org.atled.cpu.simd;

import java.util.Optional;
import org.atled.core.spi.QuantizedGemmKernel;
import org.atled.cpu.ByteTile;

/** No tile, whose work generated loops do, until HotSpot has compiled the one of vectors. */
final class WarmingByteTile {
  /** Multiply-adds after which a program is taken to need more of them: some milliseconds. */
  private static final long WORTH_WARMING = 1 << 23;

  private final WarmUp warmUp = new WarmUp(WORTH_WARMING, Sample::new);
  private volatile Optional<ByteTile> current;

  WarmingByteTile(SimdChoice.When when) {
    current =
        when == SimdChoice.When.ALWAYS && ByteTileWriter.isPossible()
            ? Optional.of(ByteTileWriter.write())
            : Optional.empty();
  }

  /** The one to use now, for so many multiply-adds. */
  Optional<ByteTile> now(long fmas) {
    Optional<ByteTile> tile = current;
    if (tile.isEmpty() && ByteTileWriter.isPossible()) {
      warmUp.count(fmas);
    }
    return tile;
  }

  /** A tile of some hundred terms, and the same sums by a loop over columns. */
  private final class Sample implements Trial {
    private static final int TERMS = 256;

    private final float[] a = new float[TERMS];
    private final byte[] b = new byte[TERMS * ByteTile.COLUMNS];
    private final float[] c = new float[ByteTile.COLUMNS];
    private ByteTile vectors = ByteTileWriter.write();

    @Override
    public void scalar() {
      for (int p = 0; p < TERMS; p++) {
        for (int j = 0; j < ByteTile.COLUMNS; j++) {
          int weight = (b[p * ByteTile.COLUMNS + j] & 0xFF) - QuantizedGemmKernel.ZERO;
          c[j] = Math.fma(a[p], (float) weight, c[j]);
        }
      }
    }

    @Override
    public void vector() {
      vectors.run(a, 0, 1, b, 0, ByteTile.COLUMNS, c, 0, TERMS);
    }

    @Override
    public void switchOver() {
      current = Optional.of(vectors);
    }

    @Override
    public void renew() {
      vectors = ByteTileWriter.write();
    }
  }
}
