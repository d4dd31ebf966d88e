package org.atled.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.AdamW;
import org.atled.nn.optim.Lion;
import org.atled.nn.optim.Muon;
import org.atled.nn.optim.Optimizer;
import org.atled.nn.optim.Rule;
import org.atled.nn.optim.Sgd;

/**
 * The step of an optimizer alone, as a plan, over matrices of float32 whose gradients lie ready.
 * Bytes: parameter and buffers are read and written, the gradient is read. Beside it stands a copy
 * that moves as many: it reads one half and writes the other.
 *
 * @param title of the rule
 * @param matrices how many there are
 * @param side of each, which is square
 */
record OptimizerStep(String title, Rule rule, int matrices, int side) {
  private static final Seed SEED = Seed.of(1);
  private static final String NAME = "optimizer";

  /** Ten million parameters. */
  static List<Workload> all() {
    return of(10, 1000);
  }

  /** A row for each rule, and one for each number of bytes that they move. */
  static List<Workload> of(int matrices, int side) {
    List<OptimizerStep> steps =
        Stream.of(
                Sgd.withLearningRate(0.01).momentum(0.9),
                Adam.withLearningRate(1e-3),
                AdamW.withLearningRate(1e-3),
                Lion.withLearningRate(1e-4),
                Muon.withLearningRate(1e-3))
            .map(rule -> new OptimizerStep(rule.name().toLowerCase(Locale.ROOT), rule, matrices, side))
            .toList();
    List<Workload> rows =
        new ArrayList<>(steps.stream().map(OptimizerStep::workload).toList());
    steps.stream()
        .filter(step -> !(step.rule instanceof Muon))
        .map(OptimizerStep::bytes)
        .distinct()
        .sorted()
        .map(OptimizerStep::copy)
        .forEach(rows::add);
    return rows;
  }

  private Workload workload() {
    boolean products = rule instanceof Muon;
    return new Repeated(
        NAME,
        "%s %dx%dx%d".formatted(title, matrices, side, side),
        1,
        () -> products ? Repeated.Work.of(planned().explain()) : moved(bytes()),
        products ? Rate.Unit.GFLOPS : Rate.Unit.GBPS,
        inputs -> planned());
  }

  private long bytes() {
    int numbers = 2 * (1 + rule.buffers().size()) + 1;
    return 4L * numbers * matrices * side * side;
  }

  private static Repeated.Work moved(long bytes) {
    return new Repeated.Work(0, bytes, bytes);
  }

  /** As a plan that leaves all in cells. */
  Planned planned() {
    TensorType type = new TensorType(DType.FLOAT32, Shape.of(side, side));
    List<Parameter> parameters = new ArrayList<>();
    List<Tensor> gradients = new ArrayList<>();
    for (int i = 0; i < matrices; i++) {
      parameters.add(new Parameter(Sample.normal(SEED.at("p").at(i), type)));
      gradients.add(Sample.normal(SEED.at("g").at(i), type));
    }
    Optimizer optimizer = rule.over(parameters);
    Compiled compiled =
        Compiled.of(in -> {
          Tensor loss =
              IntStream.range(0, matrices)
                  .mapToObj(i -> parameters.get(i).value().mul(in.get(i)).sum())
                  .reduce(Tensor::add)
                  .orElseThrow();
          optimizer.step(Autograd.gradients(loss, parameters));
          return List.of();
        });
    return new Planned(compiled, number -> gradients);
  }

  private static Workload copy(long bytes) {
    return new Repeated(
        NAME,
        "copy " + bytes,
        1,
        () -> moved(bytes),
        Rate.Unit.GBPS,
        inputs -> {
          Tensor from = Sample.uniform(SEED, new TensorType(DType.FLOAT32, Shape.of(bytes / 8)));
          Buffer to = new Buffer(from);
          Compiled compiled =
              Compiled.of(in -> {
                to.copyInto(in.getFirst());
                return List.of();
              });
          return new Planned(compiled, number -> List.of(from));
        });
  }
}
