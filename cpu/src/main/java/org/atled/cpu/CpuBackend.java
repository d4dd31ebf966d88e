package org.atled.cpu;

import java.util.List;
import java.util.function.IntSupplier;
import org.atled.core.spi.ArgReduceKernel;
import org.atled.core.spi.AttendGradientKernel;
import org.atled.core.spi.AttendKernel;
import org.atled.core.spi.Backend;
import org.atled.core.spi.CallKernel;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.spi.CopyKernel;
import org.atled.core.spi.FillKernel;
import org.atled.core.spi.GatherKernel;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.QuantizedGemmKernel;
import org.atled.core.spi.RandomKernel;
import org.atled.core.spi.RecurKernel;
import org.atled.core.spi.ReduceKernel;
import org.atled.core.spi.ScanKernel;
import org.atled.core.spi.ScatterKernel;
import org.atled.core.spi.SortKernel;
import org.atled.core.spi.WindowMaxKernel;

/**
 * Runs kernels on the processor's cores. The results do not depend on the number of threads, on how
 * operands lie in memory, or on which {@link InnerLoops} it has.
 */
public final class CpuBackend implements Backend {
  private final InnerLoops inner;
  private final ParallelLoops parallel;
  private final Maps maps;
  private final Reductions reductions;
  private final ArgReductions argReductions;
  private final Products products;
  private final QuantizedProducts quantized;
  private final Convolutions convolutions;
  private final WindowMaxima windowMaxima;
  private final Attentions attentions;
  private final Indexing indexing;
  private final Scans scans;
  private final Recurrences recurrences;
  private final Sorts sorts;
  private final RandomNumbers random;
  private final Calls calls;

  /** With as many threads as {@link Cpu#threads()} says at the time of each kernel. */
  public CpuBackend(InnerLoops inner) {
    this(inner, Cpu::threads);
    Cpu.threads(); // a bad setting is reported now, not by the first kernel
  }

  /**
   * With a number of threads of its own. The helping threads themselves are the process's.
   *
   * @throws org.atled.core.error.ArgumentException if it is not 1 to 1,024
   */
  public CpuBackend(InnerLoops inner, int threads) {
    this(inner, () -> threads);
    Cpu.checked(threads);
  }

  private CpuBackend(InnerLoops inner, IntSupplier threads) {
    this.inner = inner;
    this.parallel = new ParallelLoops(threads);
    LoopCache loops = new LoopCache(inner.compiler());
    this.maps = new Maps(loops, parallel);
    this.reductions = new Reductions(inner, loops, maps, parallel);
    this.argReductions = new ArgReductions(inner, maps, parallel);
    KnownWeights weights = new KnownWeights();
    this.products = new Products(inner, loops, maps, parallel, weights);
    this.quantized = new QuantizedProducts(inner, loops, maps, parallel);
    this.convolutions = new Convolutions(inner, loops, maps, parallel, weights);
    this.windowMaxima = new WindowMaxima(loops, parallel);
    this.attentions = new Attentions(inner, loops, parallel);
    this.indexing = new Indexing(loops, parallel);
    this.scans = new Scans(loops, maps, parallel);
    this.recurrences = new Recurrences(inner, loops, products, parallel);
    this.sorts = new Sorts(parallel);
    this.random = new RandomNumbers(loops, maps, parallel);
    this.calls = new Calls(parallel);
  }

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public String description() {
    int n = threads();
    return n + (n == 1 ? " thread, " : " threads, ") + inner.description();
  }

  @Override
  public int threads() {
    return parallel.threads();
  }

  @Override
  public boolean simd() {
    return inner.simd();
  }

  @Override
  public boolean settled() {
    return inner.settled();
  }

  @Override
  public void run(Kernel kernel) {
    switch (kernel) {
      case FillKernel fill -> maps.fill(fill.out(), fill.bits());
      case CopyKernel copy -> maps.copy(copy.in(), copy.out());
      case MapKernel map -> maps.map(map);
      case ReduceKernel reduce -> reductions.reduce(reduce);
      case ArgReduceKernel argReduce -> argReductions.reduce(argReduce);
      case GemmKernel gemm -> products.gemm(gemm);
      case QuantizedGemmKernel gemm -> quantized.gemm(gemm);
      case ConvolveKernel convolve -> convolutions.convolve(convolve);
      case WindowMaxKernel max -> windowMaxima.run(max);
      case AttendKernel attend -> attentions.attend(attend);
      case AttendGradientKernel gradient -> attentions.gradient(gradient);
      case GatherKernel gather -> indexing.gather(gather);
      case ScatterKernel scatter -> indexing.scatter(scatter);
      case ScanKernel scan -> scans.scan(scan);
      case RecurKernel recur -> recurrences.run(recur);
      case SortKernel sort -> sorts.sort(sort);
      case RandomKernel draws -> random.draw(draws);
      case CallKernel call -> calls.call(call);
    }
  }

  @Override
  public void together(List<Runnable> tasks) {
    ThreadPool.shared()
        .run(parallel.availableThreads(), tasks.size(), part -> tasks.get(part).run());
  }
}
