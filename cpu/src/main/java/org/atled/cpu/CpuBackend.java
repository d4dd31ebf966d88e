package org.atled.cpu;

import java.util.List;
import java.util.function.IntSupplier;
import org.atled.core.spi.Backend;
import org.atled.core.spi.Kernel;

/**
 * Runs kernels on the processor's cores. The results do not depend on the number of threads, on how
 * operands lie in memory, or on which {@link InnerLoops} it has.
 */
public final class CpuBackend implements Backend {
  private final InnerLoops inner;
  private final Crew crew;
  private final Maps maps;
  private final Reductions reductions;
  private final ArgReductions argReductions;
  private final Products products;
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
    this.crew = new Crew(threads);
    LoopCache loops = new LoopCache(inner.compiler());
    this.maps = new Maps(loops, crew);
    this.reductions = new Reductions(inner, loops, maps, crew);
    this.argReductions = new ArgReductions(inner, maps, crew);
    this.products = new Products(inner, loops, maps, crew);
    this.convolutions = new Convolutions(inner, loops, maps, crew);
    this.windowMaxima = new WindowMaxima(loops, crew);
    this.attentions = new Attentions(inner, loops, crew);
    this.indexing = new Indexing(loops, crew);
    this.scans = new Scans(loops, maps, crew);
    this.recurrences = new Recurrences(inner, loops, products, crew);
    this.sorts = new Sorts(crew);
    this.random = new RandomNumbers(loops, maps, crew);
    this.calls = new Calls(crew);
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
    return crew.threads();
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
      case Kernel.Fill fill -> maps.fill(fill.out(), fill.bits());
      case Kernel.Copy copy -> maps.copy(copy.in(), copy.out());
      case Kernel.Map map -> maps.map(map);
      case Kernel.Reduce reduce -> reductions.reduce(reduce);
      case Kernel.ArgReduce argReduce -> argReductions.reduce(argReduce);
      case Kernel.Gemm gemm -> products.gemm(gemm);
      case Kernel.Convolve convolve -> convolutions.convolve(convolve);
      case Kernel.WindowMax max -> windowMaxima.run(max);
      case Kernel.Attend attend -> attentions.attend(attend);
      case Kernel.AttendGradient gradient -> attentions.gradient(gradient);
      case Kernel.Gather gather -> indexing.gather(gather);
      case Kernel.Scatter scatter -> indexing.scatter(scatter);
      case Kernel.Scan scan -> scans.scan(scan);
      case Kernel.Recur recur -> recurrences.run(recur);
      case Kernel.Sort sort -> sorts.sort(sort);
      case Kernel.Random draws -> random.draw(draws);
      case Kernel.Call call -> calls.call(call);
    }
  }

  @Override
  public void together(List<Runnable> tasks) {
    Gang.shared().run(crew.hands(), tasks.size(), part -> tasks.get(part).run());
  }
}
