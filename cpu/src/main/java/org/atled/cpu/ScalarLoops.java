package org.atled.cpu;

import java.util.EnumMap;
import java.util.Map;
import org.atled.core.shape.DType;
import org.atled.core.spi.Kernel.Combiner;
import org.atled.core.spi.LoopCompiler;

/** Loops that every JVM runs. */
enum ScalarLoops implements InnerLoops {
  INSTANCE;

  private final LoopCompiler compiler = new ScalarLoopCompiler();
  private final MatrixProduct float32 = new Float32Product();
  private final MatrixProduct float64 = new Float64Product();

  // Filled once, read only afterwards.
  private final Map<DType, Map<Combiner, LaneReducer>> reducers = new EnumMap<>(DType.class);

  ScalarLoops() {
    for (DType dtype : new DType[] {DType.INT32, DType.INT64, DType.FLOAT32, DType.FLOAT64}) {
      Map<Combiner, LaneReducer> byCombiner = new EnumMap<>(Combiner.class);
      for (Combiner combiner : Combiner.values()) {
        byCombiner.put(combiner, LaneReducerWriter.write(combiner, dtype));
      }
      reducers.put(dtype, byCombiner);
    }
  }

  @Override
  public String description() {
    return "scalar loops (auto-vectorised by HotSpot)";
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
    Map<Combiner, LaneReducer> byCombiner = reducers.get(dtype);
    if (byCombiner == null) {
      throw new IllegalArgumentException("No reducer of " + dtype + "; it is widened to int32.");
    }
    return byCombiner.get(combiner);
  }

  @Override
  public MatrixProduct product(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> float32;
      case FLOAT64 -> float64;
      case BOOL, UINT8, INT32, INT64 ->
          throw new IllegalArgumentException("No matrix product of " + dtype + ".");
    };
  }
}
