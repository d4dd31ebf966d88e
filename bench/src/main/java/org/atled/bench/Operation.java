package org.atled.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.atled.compile.Compiled;
import org.atled.compile.Explanation;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Tensor;

/**
 * One operation on tensors that lie ready. Flops: those that the kernels of its plan count; moving
 * and comparing is none. Bytes: each input is read and each result written once.
 *
 * @param shape what it is and how large: {@code softmax 1000x1000}
 * @param inputs each drawn from a seed of its own
 */
record Operation(
    String shape,
    List<Function<Seed, Tensor>> inputs,
    Function<List<Tensor>, List<Tensor>> function) {
  /** As a plan that leaves the results in cells: the same memory each time. */
  Workload workload() {
    return workload("ops", this::planned);
  }

  /** With new tensors for the results. */
  Workload eagerWorkload() {
    return workload("ops-eager", drawn -> number -> function.apply(drawn));
  }

  private Workload workload(String name, Function<List<Tensor>, Repeated.Task> task) {
    return new Repeated(name, shape, 1, this::work, Rate.Unit.GBPS, count -> task.apply(drawn()));
  }

  List<Tensor> drawn() {
    List<Tensor> drawn = new ArrayList<>();
    for (Function<Seed, Tensor> input : inputs) {
      drawn.add(input.apply(Seed.of(1).at(drawn.size())));
    }
    return drawn;
  }

  Planned planned(List<Tensor> drawn) {
    return planned(drawn, function.apply(drawn).stream().map(Buffer::new).toList());
  }

  Planned planned(List<Tensor> drawn, List<Buffer> cells) {
    Compiled compiled =
        Compiled.of(in -> {
          List<Tensor> results = function.apply(in);
          for (int i = 0; i < cells.size(); i++) {
            cells.get(i).copyInto(results.get(i));
          }
          return List.of();
        });
    return new Planned(compiled, number -> drawn);
  }

  private Repeated.Work work() {
    List<Tensor> drawn = drawn();
    long bytes = bytes(drawn) + bytes(function.apply(drawn));
    long flops = planned(drawn).explain().loops().stream().mapToLong(Explanation.Loop::flops).sum();
    return new Repeated.Work(flops, bytes, bytes);
  }

  private static long bytes(List<Tensor> tensors) {
    return tensors.stream().mapToLong(x -> x.shape().elements() * x.dtype().bytes()).sum();
  }
}
