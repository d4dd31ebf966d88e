package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.error.CaptureException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.cpu.Cpu;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.AdamW;
import org.atled.nn.optim.Optimizer;
import org.atled.nn.optim.Rule;
import org.atled.nn.optim.Sgd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One whole training step, run as a plan, has the bits of the step itself: the random draws, the
 * learning rate and the count of steps are read anew in every run.
 */
class CompiledStepTest {
  private static final int STEPS = 1_000;
  private static final int BATCH = 37;
  private static final int WIDTH = 19;
  private static final int CLASSES = 5;

  private final int threads = Cpu.threads();

  @AfterEach
  void restoreThreads() {
    Cpu.setThreads(threads);
  }

  static List<Rule> rules() {
    return List.of(
        Adam.withLearningRate(1e-2).weightDecay(1e-3),
        AdamW.withLearningRate(1e-2),
        Sgd.withLearningRate(1e-2),
        new Sgd(1e-2, 0.9, 0, 1e-3, true));
  }

  /** How a step comes by its gradients. */
  private enum Way {
    AT_ONCE {
      @Override
      Gradients gradients(Student student, List<Tensor> in, List<Tensor> losses) {
        losses.add(student.loss(in));
        return Autograd.gradients(losses.getFirst(), student.model.parameters());
      }
    },
    /** Of two parts of the batch, added and cut to a length of 1/2. */
    ACCUMULATED_AND_CLIPPED {
      @Override
      Gradients gradients(Student student, List<Tensor> in, List<Tensor> losses) {
        List<Tensor> first = in.stream().map(x -> x.slice(0, 0, 16)).toList();
        List<Tensor> second = in.stream().map(x -> x.slice(0, 16, BATCH)).toList();
        losses.add(student.loss(first));
        losses.add(student.loss(second));
        List<Parameter> parameters = student.model.parameters();
        Gradients sum =
            Autograd.gradients(losses.get(0), parameters)
                .plus(Autograd.gradients(losses.get(1), parameters));
        Tensor factor = Tensor.of(0.5f).div(sum.norm()).minimum(1);
        return sum.map(g -> g.mul(factor));
      }
    };

    abstract Gradients gradients(Student student, List<Tensor> in, List<Tensor> losses);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void compiledStepsHaveTheBitsOfEagerOnes(Rule rule) {
    assertThat(compiled(rule, Way.AT_ONCE)).isEqualTo(eager(rule, Way.AT_ONCE));
  }

  @Test
  void gradientsMayBeAccumulatedAndClipped() {
    Rule rule = Sgd.withLearningRate(1e-2).momentum(0.9);
    Way way = Way.ACCUMULATED_AND_CLIPPED;

    assertThat(compiled(rule, way)).isEqualTo(eager(rule, way));
    assertThat(eager(rule, way)).isNotEqualTo(eager(rule, Way.AT_ONCE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whateverTheThreads(int count) {
    Rule rule = Adam.withLearningRate(1e-2);
    Cpu.setThreads(1);
    Map<String, List<Float>> alone = eager(rule, Way.AT_ONCE);

    Cpu.setThreads(count);
    assertThat(compiled(rule, Way.AT_ONCE)).isEqualTo(alone);
  }

  @Test
  void aStepThatReadsItsLossCannotBeRecorded() {
    Student student = new Student(Adam.withLearningRate(1e-2), Way.AT_ONCE);

    assertThatThrownBy(() ->
            Compiled.of(
                    in -> {
                      Tensor loss = student.step(in);
                      assertThat(loss.item()).isFinite();
                      return List.of(loss);
                    })
                .run(student.batch(0).toArray(Tensor[]::new)))
        .isInstanceOf(CaptureException.class)
        .hasMessageStartingWith("item of a float32[] tensor inside a captured step, at ")
        .hasMessageContaining("CompiledStepTest.java:");
  }

  private static Map<String, List<Float>> eager(Rule rule, Way way) {
    Student student = new Student(rule, way);
    for (int t = 0; t < STEPS; t++) {
      student.prepare(t);
      student.note(t, student.step(student.batch(t)));
    }
    return student.numbers();
  }

  private static Map<String, List<Float>> compiled(Rule rule, Way way) {
    Student student = new Student(rule, way);
    student.prepare(0);
    Compiled compiled = Compiled.of(in -> List.of(student.step(in))).unlessNotFinite(0);
    for (int t = 0; t < STEPS; t++) {
      student.prepare(t);
      student.note(t, compiled.run(student.batch(t).toArray(Tensor[]::new)).getFirst());
    }
    return student.numbers();
  }

  /** A network, its optimizer, and what came of them. */
  private static final class Student {
    private final Layer model =
        Sequential.of(new Linear(WIDTH, 33), new ReLU(), new Dropout(0.3), new Linear(33, CLASSES));
    private final Optimizer optimizer;
    private final Way way;
    private final Slot step = Slot.of(0L);
    private final Map<String, List<Float>> losses = new LinkedHashMap<>();

    Student(Rule rule, Way way) {
      this.way = way;
      model.initialize(Seed.of(21));
      optimizer = rule.over(model.parameters());
    }

    void prepare(int t) {
      step.set(t);
      optimizer.learningRate(1e-2 / (1 + t % 7));
    }

    /** Inputs, classes, and which examples they are. */
    List<Tensor> batch(int t) {
      Seed seed = Seed.of(5).at(t);
      Tensor x = Sample.normal(seed.at("x"), BATCH, WIDTH);
      Tensor classes = x.slice(1, 0, CLASSES).argmax(1);
      return List.of(x, classes, Sample.permutation(seed.at("index"), BATCH));
    }

    Tensor step(List<Tensor> in) {
      List<Tensor> losses = new ArrayList<>();
      optimizer.step(way.gradients(this, in, losses));
      return losses.getFirst();
    }

    Tensor loss(List<Tensor> in) {
      Mode mode = Mode.training(Seed.of(9), step, in.get(2));
      return new CrossEntropyLoss().of(model.apply(in.get(0), mode), in.get(1));
    }

    void note(int t, Tensor loss) {
      losses.put("loss " + t, floats(loss));
    }

    /** Every loss, weight and buffer; compared by bits, as boxed floats are. */
    Map<String, List<Float>> numbers() {
      Map<String, List<Float>> numbers = new LinkedHashMap<>(losses);
      model.state().entries().forEach((path, cell) -> numbers.put(path, floats(cell)));
      optimizer.state().forEach((name, cell) -> numbers.put(name, floats(cell)));
      return numbers;
    }

    private static List<Float> floats(Cell cell) {
      return floats(cell.value());
    }

    private static List<Float> floats(Tensor tensor) {
      List<Float> boxed = new ArrayList<>();
      for (float number : tensor.toFloats()) {
        boxed.add(number);
      }
      return boxed;
    }
  }
}
