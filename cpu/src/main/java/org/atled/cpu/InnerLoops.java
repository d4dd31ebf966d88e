package org.atled.cpu;

import java.util.Optional;
import org.atled.core.shape.DType;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.LoopCompiler;

/**
 * What runs inside the CPU's kernels, on arrays, offsets and strides. {@link CpuBackend} plans,
 * splits and joins; a module with another way to run loops supplies another one of these and
 * nothing else.
 */
public interface InnerLoops {
  /** What they are made of, for people: {@code scalar loops (…)}. */
  String description();

  /** Whether they use the Vector API. */
  boolean simd();

  /** As {@link org.atled.core.spi.Backend#settled}. */
  default boolean settled() {
    return true;
  }

  /** Where element-wise loops come from. */
  LoopCompiler compiler();

  /**
   * Reduces rows of stored elements.
   *
   * @param dtype INT32, INT64, FLOAT32 or FLOAT64
   */
  LaneReducer reducer(Combiner combiner, DType dtype);

  /**
   * Finds where in its row the extremum of stored elements stands, as int64: the first of equals,
   * and the first NaN if there is one. Rows may be of any length but 0.
   *
   * @param combiner MAX or MIN
   * @param dtype not FLOAT16 or BFLOAT16
   */
  LaneReducer places(Combiner combiner, DType dtype);

  /**
   * Multiplies blocks of matrices.
   *
   * @param dtype FLOAT32 or FLOAT64
   */
  MatrixProduct product(DType dtype);

  /**
   * Multiplies by matrices whose rows lie anywhere: the one that is best now, which packs in its
   * own way.
   *
   * @param dtype FLOAT32 or FLOAT64
   * @param fmas multiply-adds that it is wanted for
   */
  TableProduct tableProduct(DType dtype, long fmas);

  /**
   * Multiplies by bytes: the tile that is best now, or none, where generated loops are.
   *
   * @param fmas multiply-adds that it is wanted for
   */
  default Optional<ByteTile> byteTile(long fmas) {
    return Optional.empty();
  }

  /**
   * Plain Java loops, written so that HotSpot vectorises them.
   *
   * @param why these and no others, for people
   */
  static InnerLoops scalar(String why) {
    return new ScalarLoops(why);
  }
}
