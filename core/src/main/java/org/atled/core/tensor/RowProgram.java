package org.atled.core.tensor;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.atled.core.spi.Backend;
import org.atled.core.spi.Backends;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Rows;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/**
 * Kernels that are written down and then run: neighbours that work row by row take turns on blocks
 * of rows, each while it is cached, see {@link Rows}. What only they see has room for the rows of a
 * block. The bits are those of one kernel after another.
 */
public final class RowProgram {
  /** Elements: what is smaller is cached anyway. */
  private static final int LEAST = 1 << 14;

  /** So that a thread that is late leaves work to the others. */
  private static final int TASKS_PER_THREAD = 4;

  private final List<Rows> groups;

  /** Storages that are whole while this runs: what is given away, or seen by several groups. */
  private final Map<Storage, Storage> wholes = new IdentityHashMap<>();

  private RowProgram(List<Kernel> kernels, List<Tensor> results) {
    groups = Rows.groups(kernels, kernel -> true);
    Map<Storage, Rows> first = new IdentityHashMap<>();
    results.forEach(result -> whole(result.strided().storage()));
    for (Rows rows : groups) {
      for (Kernel kernel : rows.kernels()) {
        for (Strided window : kernel.operands()) {
          Storage storage = window.storage();
          boolean isNew = !first.containsKey(storage);
          // Places are zeros until a kernel writes: those of a block would hold the last one's.
          if (rows.kernels().size() == 1
              || (isNew && !kernel.overwrites(storage))
              || first.getOrDefault(storage, rows) != rows) {
            whole(storage);
          }
          first.putIfAbsent(storage, rows);
        }
      }
    }
  }

  private void whole(Storage storage) {
    if (storage instanceof Storage.Recorded) {
      wholes.computeIfAbsent(storage, s -> Storage.zeros(s.dtype(), s.length()));
    }
  }

  /** Whether a tensor of this type is so large that it pays. */
  static boolean isWorthIt(TensorType type) {
    return type.shape().elements() >= LEAST;
  }

  /**
   * The results of several operations: of a derivative, or of an operation's definition. Where they
   * leave history, or a recorder hears of them, they are run as they are.
   *
   * @param like of the type of the widest tensor among them
   * @param operations what gives the results, and looks at no number
   */
  public static List<Tensor> of(TensorType like, Supplier<List<Tensor>> operations) {
    Scope scope = Scope.current();
    return scope.grad() || scope.recorder().isPresent() || !isWorthIt(like)
        ? operations.get()
        : run(kernels -> scope.withRecorder(new Tape(kernels)).call(operations));
  }

  /** Writes down what a body asks for, and runs it. */
  static List<Tensor> run(Function<Consumer<Kernel>, List<Tensor>> body) {
    List<Kernel> kernels = new ArrayList<>();
    List<Tensor> results = body.apply(kernels::add);
    RowProgram program = new RowProgram(kernels, results);
    program.groups.forEach(program::run);
    return results.stream().map(result -> Tensor.view(program.placed(result.strided()))).toList();
  }

  private void run(Rows rows) {
    if (rows.kernels().size() == 1) {
      Kernel kernel = rows.kernels().getFirst();
      Kernels.runNow(kernel.over(this::placed), kernel);
      return;
    }
    int[] bounds = Rows.blocks(rows.kernels(), rows.count());
    int blocks = bounds.length - 1;
    Backend backend = Backends.current();
    int tasks = Math.min(blocks, backend.threads() * TASKS_PER_THREAD);
    List<Runnable> all = new ArrayList<>();
    for (int t = 0; t < tasks; t++) {
      int from = (int) ((long) blocks * t / tasks);
      int to = (int) ((long) blocks * (t + 1) / tasks);
      all.add(() -> new Blocks(rows, bounds, from, to).run());
    }
    backend.together(all);
  }

  /** Where a window is that is not a block's own. */
  private Strided placed(Strided window) {
    Storage whole = wholes.get(window.storage());
    return whole == null ? window : in(whole, window, window.offset());
  }

  private static Strided in(Storage storage, Strided window, int offset) {
    return new Strided(storage, offset, window.sizes(), window.strides());
  }

  /** Some blocks of rows, one after another in the same room. */
  private final class Blocks {
    private final Rows rows;
    private final int[] bounds;
    private final int from;
    private final int to;
    private final int longest;
    private final Map<Storage, Storage> own = new IdentityHashMap<>();

    Blocks(Rows rows, int[] bounds, int from, int to) {
      this.rows = rows;
      this.bounds = bounds;
      this.from = from;
      this.to = to;
      int most = 0;
      for (int b = from; b < to; b++) {
        most = Math.max(most, bounds[b + 1] - bounds[b]);
      }
      longest = most;
    }

    void run() {
      for (int b = from; b < to; b++) {
        int first = bounds[b];
        for (Kernel kernel : rows.kernels()) {
          Kernel some = kernel.rows(first, bounds[b + 1] - first);
          Kernels.runNow(some.over(window -> placed(window, first)), kernel);
        }
      }
    }

    /** Its own storages begin with the block's first row. */
    private Strided placed(Strided window, int first) {
      Storage storage = window.storage();
      if (!(storage instanceof Storage.Recorded) || wholes.containsKey(storage)) {
        return RowProgram.this.placed(window);
      }
      Strided written = rows.written(storage).orElseThrow();
      int row = written.strides()[0];
      Storage room =
          own.computeIfAbsent(
              storage, s -> Storage.zeros(s.dtype(), written.offset() + longest * row));
      return in(room, window, window.offset() - first * row);
    }
  }

  /** Takes kernels instead of the backend. */
  private record Tape(Consumer<Kernel> kernels) implements Recorder {
    @Override
    public Optional<Consumer<Kernel>> tape() {
      return Optional.of(kernels);
    }

    @Override
    public void applied(KernelOp op, List<Tensor> inputs, List<Tensor> results) {}

    @Override
    public void updated(Update update, List<? extends Cell> cells, List<Tensor> inputs) {}

    @Override
    public void hostAccess(String what) {
      throw new IllegalStateException(what + " in a row program, before there are numbers.");
    }
  }
}
