package org.atled.cpu;

import org.atled.core.shape.DType;
import org.atled.core.spi.AttendGradientKernel;
import org.atled.core.spi.AttendKernel;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Strided;

/**
 * Runs {@link AttendKernel} and {@link AttendGradientKernel}: by tiles of 128 keys and 64 queries,
 * whose scores stay in the first caches. What is packed grows with the number of queries and keys.
 * {@link FewQueries} have no tiles.
 */
final class Attentions {
  private final InnerLoops inner;
  private final LoopCache loops;
  private final ParallelLoops parallel;

  Attentions(InnerLoops inner, LoopCache loops, ParallelLoops parallel) {
    this.inner = inner;
    this.loops = loops;
    this.parallel = parallel;
  }

  void attend(AttendKernel k) {
    if (k.out().elements() > 0) {
      boolean few = FewQueries.serves(k);
      DType dtype = k.out().dtype();
      TableProduct product = few ? inner.tableProduct(dtype, 0) : product(dtype, k);
      ScoreTiles tiles = tiles(k.q(), k.k(), k.seen(), k.scale(), product);
      if (few) {
        new FewQueries(k, tiles, inner, parallel).run();
      } else {
        new Attention(k, tiles, parallel).run();
      }
    }
  }

  void gradient(AttendGradientKernel k) {
    if (k.g().elements() > 0) {
      TableProduct product = product(k.g().dtype(), k);
      new AttentionGradient(k, tiles(k.q(), k.k(), k.seen(), k.scale(), product), parallel).run();
    }
  }

  private TableProduct product(DType dtype, Kernel kernel) {
    return inner.tableProduct(dtype, kernel.flops() / 2);
  }

  private ScoreTiles tiles(
      Strided q, Strided k, AttendKernel.Seen seen, double scale, TableProduct product) {
    return new ScoreTiles(q, k, seen, scale, product, loops);
  }
}
