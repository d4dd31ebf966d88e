package org.atled.cpu;

import org.atled.core.shape.DType;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.LoopCompiler;
import org.jspecify.annotations.Nullable;

/** Loops that every JVM runs. */
final class ScalarLoops implements InnerLoops {
  private final String why;
  private final LoopCompiler compiler = new ScalarLoopCompiler();
  private final BlockProduct float32 = new Float32Product();
  private final BlockProduct float64 = new Float64Product();

  // By ordinals of combiner and type, written when first needed; a race only writes one twice.
  private final @Nullable LaneReducer[] reducers =
      new LaneReducer[Combiner.values().length * DType.values().length];

  ScalarLoops(String why) {
    this.why = why;
  }

  @Override
  public String description() {
    return "scalar loops, which HotSpot vectorises (" + why + ")";
  }

  @Override
  public boolean simd() {
    return false;
  }

  @Override
  public LoopCompiler compiler() {
    return compiler;
  }

  @Override
  public LaneReducer reducer(Combiner combiner, DType dtype) {
    int number = combiner.ordinal() * DType.values().length + dtype.ordinal();
    LaneReducer reducer = reducers[number];
    if (reducer == null) {
      reducer = LaneReducerWriter.write(combiner, dtype);
      reducers[number] = reducer;
    }
    return reducer;
  }

  @Override
  public LaneReducer places(Combiner combiner, DType dtype) {
    return new ExtremumPlaces(combiner);
  }

  @Override
  public MatrixProduct product(DType dtype) {
    return new TiledProduct(blocks(dtype));
  }

  @Override
  public TableProduct tableProduct(DType dtype, long fmas) {
    return new GatheredProduct(dtype, blocks(dtype), compiler);
  }

  private BlockProduct blocks(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> float32;
      case FLOAT64 -> float64;
      case BOOL, UINT8, INT32, INT64, FLOAT16, BFLOAT16 ->
          throw new IllegalArgumentException("No matrix product of " + dtype + ".");
    };
  }
}
