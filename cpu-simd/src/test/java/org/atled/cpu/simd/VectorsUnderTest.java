package org.atled.cpu.simd;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.atled.core.shape.DType;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.LoopCompiler;
import org.atled.core.spi.LoopCompiler.Form;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.cpu.ByteTile;
import org.atled.cpu.InnerLoops;
import org.atled.cpu.LaneReducer;
import org.atled.cpu.MatrixProduct;
import org.atled.cpu.TableProduct;

/**
 * Vector loops that run from the first call on, compiled or not, and count what really ran on
 * vectors: a test that only ever saw scalar loops would show nothing.
 */
final class VectorsUnderTest implements InnerLoops {
  private static final SimdChoice ALWAYS = new SimdChoice(SimdChoice.When.ALWAYS, "as tests do");

  private final InnerLoops vectors = VectorLoops.create(ALWAYS);
  private final Set<Object> classes = ConcurrentHashMap.newKeySet();
  private final AtomicLong loops = new AtomicLong();
  private final AtomicLong reductions = new AtomicLong();
  private final AtomicLong products = new AtomicLong();
  private final AtomicLong byteTiles = new AtomicLong();

  /** How many classes of vector loops and reducers ran on whole vectors. */
  int classes() {
    return classes.size();
  }

  /** How many calls of a loop had whole vectors to compute. */
  long loops() {
    return loops.get();
  }

  /** How many calls of a reducer had whole vectors to add up. */
  long reductions() {
    return reductions.get();
  }

  /** How many products of matrices were asked for. */
  long products() {
    return products.get();
  }

  /** How many tiles of bytes were multiplied by. */
  long byteTiles() {
    return byteTiles.get();
  }

  @Override
  public String description() {
    return vectors.description();
  }

  @Override
  public boolean simd() {
    return true;
  }

  @Override
  public LoopCompiler compiler() {
    LoopCompiler compiler = vectors.compiler();
    return form -> counting(compiler, form);
  }

  private Loop counting(LoopCompiler compiler, Form form) {
    Loop loop = compiler.compile(form);
    if (!(loop instanceof VectorLoop vector)) {
      return loop;
    }
    return (arrays, offsets, outerStrides, outer, innerStrides, inner) -> {
      if (outer > 0 && inner >= vector.lanes()) {
        loops.incrementAndGet();
        classes.add(vector.vectors().getClass());
      }
      loop.run(arrays, offsets, outerStrides, outer, innerStrides, inner);
    };
  }

  @Override
  public LaneReducer reducer(Combiner combiner, DType dtype) {
    LaneReducer reducer = vectors.reducer(combiner, dtype);
    if (!(reducer instanceof VectorLaneReducer vector)) {
      throw new AssertionError("Not on vectors: " + combiner + " of " + dtype);
    }
    return (in, at, outerStride, outer, stride, n, out, outAt, outStride) -> {
      if (outer > 0 && VectorLaneReducer.fits(combiner, stride, n)) {
        reductions.incrementAndGet();
        classes.add(vector.vectors().getClass());
      }
      reducer.reduce(in, at, outerStride, outer, stride, n, out, outAt, outStride);
    };
  }

  @Override
  public LaneReducer places(Combiner combiner, DType dtype) {
    LaneReducer places = vectors.places(combiner, dtype);
    if (places instanceof VectorPlaces != (dtype == DType.FLOAT32)) {
      throw new AssertionError("Vectors find places of float32 alone: " + dtype);
    }
    return places;
  }

  @Override
  public MatrixProduct product(DType dtype) {
    MatrixProduct product = vectors.product(dtype);
    if (!(product instanceof VectorProduct)) {
      throw new AssertionError("Not on vectors: products of " + dtype);
    }
    products.incrementAndGet();
    return product;
  }

  @Override
  public TableProduct tableProduct(DType dtype, long fmas) {
    products.incrementAndGet();
    return vectors.tableProduct(dtype, fmas);
  }

  @Override
  public Optional<ByteTile> byteTile(long fmas) {
    return vectors
        .byteTile(fmas)
        .map(tile ->
            (a, aAt, aStep, b, bAt, bStep, c, cAt, k) -> {
              byteTiles.incrementAndGet();
              tile.run(a, aAt, aStep, b, bAt, bStep, c, cAt, k);
            });
  }
}
