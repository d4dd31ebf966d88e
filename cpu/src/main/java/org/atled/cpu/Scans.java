package org.atled.cpu;

import java.util.List;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.ScanKernel;
import org.atled.core.spi.Strided;

/**
 * Runs {@link ScanKernel}: the elements at one place of all rows together, then those at the next,
 * each from what was written at the place before. So the generated loop is the one of a map, and
 * its vectors go over rows. Sums along neighbours are {@link RunningSums}.
 */
final class Scans {
  /** Rows that go together: their cache lines stay in the first cache. */
  private static final int TOGETHER = 256;

  private final LoopCache loops;
  private final Maps maps;
  private final ParallelLoops parallel;

  Scans(LoopCache loops, Maps maps, ParallelLoops parallel) {
    this.loops = loops;
    this.maps = maps;
    this.parallel = parallel;
  }

  void scan(ScanKernel scan) {
    Strided in = scan.in();
    Strided out = scan.out();
    if (out.elements() == 0) {
      return;
    }
    int last = out.rank() - 1;
    int n = out.sizes()[last];
    if (RunningSums.is(scan.step()) && sums(in, out, n)) {
      return;
    }
    maps.copy(in.slice(last, 0, 1, 1), out.slice(last, 0, 1, 1));
    if (n == 1) {
      return;
    }
    Strided before = out.slice(last, 0, 1, n - 1);
    List<Strided> operands =
        List.of(before, in.slice(last, 1, 1, n - 1), out.slice(last, 1, 1, n - 1));
    Object[] arrays = operands.stream().map(x -> x.storage().array()).toArray();
    int[] along = operands.stream().mapToInt(x -> x.strides()[last]).toArray();
    Nest rows = Nest.of(operands, 0, last, true);
    Loop loop = loops.get(scan.step(), rows.steps());
    int axis = rows.longAxis(parallel.threads());
    if (axis < 0) {
      loop.run(arrays, rows.offsets(), along, n - 1, rows.stridesAbove(0), 1);
      return;
    }
    parallel.split(
        rows.sizes()[axis],
        (long) out.elements() * (1 + scan.step().code().size() / 2),
        (from, to) -> walk(loop, arrays, along, n - 1, rows.slice(axis, from, to)));
  }

  /** Whether it added: not where rows are neighbours in memory, for vectors to go over them. */
  private boolean sums(Strided in, Strided out, int n) {
    int last = out.rank() - 1;
    Nest rows = Nest.of(List.of(in, out), 0, last, true);
    if (rows.rank() > 0 && rows.stridesAbove(0)[1] == 1) {
      return false;
    }
    int axis = rows.longAxis(parallel.threads());
    if (axis < 0) {
      sums(in, out, n, rows);
    } else {
      parallel.split(
          rows.sizes()[axis],
          2L * out.elements(),
          (from, to) -> sums(in, out, n, rows.slice(axis, from, to)));
    }
    return true;
  }

  private static void sums(Strided in, Strided out, int n, Nest rows) {
    int last = out.rank() - 1;
    int inner = rows.inner();
    int[] steps = rows.stridesAbove(0);
    for (int first = 0; first < rows.elements(); first += inner) {
      int[] at = rows.offsetsAt(rows.offsets(), first);
      RunningSums.run(
          in.storage().array(),
          at[0],
          in.strides()[last],
          steps[0],
          out.storage().array(),
          at[1],
          out.strides()[last],
          steps[1],
          n,
          inner);
    }
  }

  private static void walk(Loop loop, Object[] arrays, int[] along, int n, Nest rows) {
    int inner = rows.inner();
    int[] strides = rows.stridesAbove(0);
    for (int first = 0; first < rows.elements(); first += inner) {
      int[] at = rows.offsetsAt(rows.offsets(), first);
      for (int i = 0, end; i < inner; i = end) {
        end = Blocks.end(i, TOGETHER, inner);
        loop.run(arrays, at, along, n, strides, end - i);
        Nest.advance(at, strides, end - i);
      }
    }
  }
}
