package org.atled.cpu.simd;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import org.atled.core.shape.DType;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.LoopCompiler;
import org.atled.core.spi.ReduceKernel;
import org.atled.cpu.ByteTile;
import org.atled.cpu.InnerLoops;
import org.atled.cpu.LaneReducer;
import org.atled.cpu.MatrixProduct;
import org.atled.cpu.TableProduct;
import org.jspecify.annotations.Nullable;

/** Inner loops on vectors of the width that this JVM prefers. */
final class VectorLoops implements InnerLoops {
  private final SimdChoice choice;
  private final InnerLoops scalar;
  private final LoopCompiler compiler;
  private final MatrixProduct float32;
  private final MatrixProduct float64;
  private final WarmingTableProduct float32Table;
  private final WarmingTableProduct float64Table;
  private final WarmingByteTile byteTile;

  // By ordinals of combiner and type, written when first needed.
  private final AtomicReferenceArray<@Nullable LaneReducer> reducers =
      new AtomicReferenceArray<>(Combiner.values().length * DType.values().length);
  private final LaneReducer greatest;
  private final LaneReducer least;

  private VectorLoops(SimdChoice choice) {
    this.choice = choice;
    this.scalar = InnerLoops.scalar(choice.why());
    this.compiler = new VectorLoopCompiler(scalar.compiler(), choice.when());
    this.float32 = product(choice, DType.FLOAT32, scalar);
    this.float64 = product(choice, DType.FLOAT64, scalar);
    this.greatest = places(Combiner.MAX);
    this.least = places(Combiner.MIN);
    this.float32Table = new WarmingTableProduct(DType.FLOAT32, scalar, choice.when());
    this.float64Table = new WarmingTableProduct(DType.FLOAT64, scalar, choice.when());
    this.byteTile = new WarmingByteTile(choice.when());
  }

  private static MatrixProduct product(SimdChoice choice, DType dtype, InnerLoops scalar) {
    return choice.when() == SimdChoice.When.ALWAYS
        ? new VectorProduct(dtype)
        : new WarmingProduct(dtype, scalar.product(dtype));
  }

  static InnerLoops create(SimdChoice choice) {
    return new VectorLoops(choice);
  }

  @Override
  public String description() {
    VectorShape shape = FloatVector.SPECIES_PREFERRED.vectorShape();
    return "vectors of " + shape.vectorBitSize() / 8 + " bytes (" + choice.why() + ")";
  }

  @Override
  public boolean simd() {
    return true;
  }

  @Override
  public boolean settled() {
    return Warmer.shared().isIdle();
  }

  @Override
  public LoopCompiler compiler() {
    return compiler;
  }

  @Override
  public LaneReducer reducer(Combiner combiner, DType dtype) {
    int number = combiner.ordinal() * DType.values().length + dtype.ordinal();
    LaneReducer known = reducers.get(number);
    if (known != null) {
      return known;
    }
    LaneReducer plain = scalar.reducer(combiner, dtype);
    if (VectorType.of(DType.FLOAT32).lanes() > ReduceKernel.LANES) {
      return plain; // wider than the order of additions
    }
    LaneReducer made =
        switch (choice.when()) {
          case NEVER -> plain;
          case COMPILED ->
              new WarmingReducer(
                  VectorLaneReducer.least(combiner),
                  dtype,
                  dtype,
                  plain,
                  () -> VectorLaneReducer.of(combiner, dtype, plain));
          case ALWAYS -> VectorLaneReducer.of(combiner, dtype, plain);
        };
    LaneReducer meanwhile = reducers.compareAndExchange(number, null, made);
    return meanwhile == null ? made : meanwhile;
  }

  private LaneReducer places(Combiner combiner) {
    LaneReducer plain = scalar.places(combiner, DType.FLOAT32);
    LaneReducer vectors = new VectorPlaces(combiner == Combiner.MAX, plain);
    return switch (choice.when()) {
      case NEVER -> plain;
      case COMPILED ->
          new WarmingReducer(VectorPlaces.LEAST, DType.FLOAT32, DType.INT64, plain, () -> vectors);
      case ALWAYS -> vectors;
    };
  }

  @Override
  public LaneReducer places(Combiner combiner, DType dtype) {
    if (dtype != DType.FLOAT32) {
      return scalar.places(combiner, dtype);
    }
    return combiner == Combiner.MAX ? greatest : least;
  }

  @Override
  public MatrixProduct product(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> float32;
      case FLOAT64 -> float64;
      case BOOL, UINT8, INT32, INT64, FLOAT16, BFLOAT16 -> scalar.product(dtype);
    };
  }

  @Override
  public TableProduct tableProduct(DType dtype, long fmas) {
    return switch (dtype) {
      case FLOAT32 -> float32Table.now(fmas);
      case FLOAT64 -> float64Table.now(fmas);
      case BOOL, UINT8, INT32, INT64, FLOAT16, BFLOAT16 -> scalar.tableProduct(dtype, fmas);
    };
  }

  @Override
  public Optional<ByteTile> byteTile(long fmas) {
    return byteTile.now(fmas);
  }
}
