package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.nn.StateMap;
import org.atled.nn.optim.Adadelta;
import org.atled.nn.optim.Adagrad;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.AdamW;
import org.atled.nn.optim.Adamax;
import org.atled.nn.optim.Clip;
import org.atled.nn.optim.Lion;
import org.atled.nn.optim.Muon;
import org.atled.nn.optim.NAdam;
import org.atled.nn.optim.Optimizer;
import org.atled.nn.optim.RAdam;
import org.atled.nn.optim.RmsProp;
import org.atled.nn.optim.Rprop;
import org.atled.nn.optim.Rule;
import org.atled.nn.optim.Sgd;
import org.atled.nn.optim.SparseAdam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every optimizer: 1,000 steps in float64 are PyTorch's, or those of a program in doubles where it
 * has none; a plan has the bits of eager steps; what is saved goes on with the bits of what was
 * never stopped.
 */
class OptimizerTableTest {
  private static final int[] STEPS = {1, 2, 3, 5, 10, 30, 100, 300, 1000};

  /** An optimizer, and its row in {@code optimizers.txt}. */
  record Row(String name, Rule rule) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Row> rows() {
    return List.of(
        new Row("sgd", Sgd.withLearningRate(0.01)),
        new Row("sgd momentum", Sgd.withLearningRate(0.01).momentum(0.9)),
        new Row("sgd momentum, dampening, decay", new Sgd(0.01, 0.9, 0.3, 0.01, false)),
        new Row("sgd nesterov", new Sgd(0.01, 0.9, 0, 0.01, true)),
        new Row("sgd maximize", Sgd.withLearningRate(0.001).weightDecay(2.5).maximizing()),
        new Row("sgd maximize nesterov", new Sgd(0.0001, 0.9, 0, 2.5, true, true)),
        new Row("adam", Adam.withLearningRate(0.01)),
        new Row("adam decay", new Adam(0.01, 0.8, 0.95, 1e-3, 0.2)),
        new Row("adam amsgrad", Adam.withLearningRate(0.01).weightDecay(0.01).withAmsgrad()),
        new Row("adamw", AdamW.withLearningRate(0.01)),
        new Row("adamw amsgrad", new AdamW(0.01, 0.8, 0.95, 1e-3, 0.2, true)),
        new Row("sparse adam", SparseAdam.withLearningRate(0.01)),
        new Row("sparse adam epsilon", new SparseAdam(0.02, 0.8, 0.95, 1e-3)),
        new Row("nadam", NAdam.withLearningRate(0.01)),
        new Row("nadam decay", new NAdam(0.01, 0.8, 0.95, 1e-3, 0.2, 0.01)),
        new Row("radam", RAdam.withLearningRate(0.01)),
        new Row("radam decay", new RAdam(0.01, 0.8, 0.95, 1e-3, 0.2)),
        new Row("adamax", Adamax.withLearningRate(0.01)),
        new Row("adamax decay", new Adamax(0.01, 0.8, 0.95, 1e-3, 0.2)),
        new Row("adagrad", Adagrad.withLearningRate(0.1)),
        new Row("adagrad decays", new Adagrad(0.1, 0.01, 1e-6, 0.2, 0.5)),
        new Row("adadelta", Adadelta.withLearningRate(1)),
        new Row("adadelta decay", new Adadelta(0.5, 0.8, 1e-4, 0.2)),
        new Row("rmsprop", RmsProp.withLearningRate(0.01)),
        new Row("rmsprop momentum", new RmsProp(0.01, 0.95, 1e-4, 0.2, 0.5, false)),
        new Row("rmsprop centred", RmsProp.withLearningRate(0.01).centring()),
        new Row("rmsprop centred momentum", new RmsProp(0.01, 0.95, 1e-4, 0.2, 0.5, true)),
        new Row("rprop", Rprop.withLearningRate(0.01)),
        new Row("rprop bounds", new Rprop(0.02, 0.4, 1.3, 1e-3, 0.1)),
        new Row("lion", Lion.withLearningRate(0.01)),
        new Row("lion decay", new Lion(0.01, 0.8, 0.95, 0.2)),
        new Row("muon", Muon.withLearningRate(0.01)),
        new Row("muon plain", new Muon(0.02, 0.8, 0, false)));
  }

  /** These, and what may be said of any of them. */
  static List<Row> rowsAndMore() {
    List<Row> all = new ArrayList<>(rows());
    Rule adam = Adam.withLearningRate(0.01);
    all.add(new Row("adam with penalties", adam.penalised(1e-2, 1e-3)));
    all.add(new Row("muon with a norm", Muon.withLearningRate(0.01).withMaxNorm(0.5)));
    all.add(new Row("adam clipped", adam.with("beta1", 0.5).clipping(Clip.byNorm(0.3))));
    return all;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aThousandStepsArePyTorchs(Row row) {
    double[][] expected =
        switch (row.rule()) {
          case Lion lion -> lion(lion);
          case Muon muon -> muon(muon);
          default -> literal(row.name());
        };
    Parameter p = parameter(row.rule(), DType.FLOAT64);
    Optimizer optimizer = row.rule().over(List.of(p));
    Noise noise = new Noise();
    int found = 0;
    for (int t = 1; t <= STEPS[STEPS.length - 1]; t++) {
      optimizer.step(gradients(p, noise));
      if (t == STEPS[found]) {
        assertThat(p.value().toDoubles())
            .as("step %d", t)
            .containsExactly(expected[found], within(1e-12));
        found++;
      }
    }
    assertThat(found).isEqualTo(STEPS.length);
  }

  private static double[][] literal(String name) {
    double[] all =
        Literals.of("optimizers").stream()
            .filter(literal -> literal.row().equals(name))
            .findFirst()
            .orElseThrow()
            .result()
            .toDoubles();
    int width = Noise.START.length;
    return IntStream.range(0, STEPS.length)
        .mapToObj(i -> Arrays.copyOfRange(all, i * width, (i + 1) * width))
        .toArray(double[][]::new);
  }

  /** Muon moves matrices alone, and SparseAdam rows. */
  private static Parameter parameter(Rule rule, DType type) {
    Tensor start = Tensor.of(Noise.START).to(type);
    return new Parameter(
        switch (rule.rowSteps()) {
          case NEEDED -> start.reshape(6, 1);
          case ALL_MOVE, OTHERS_STAY -> rule.name().equals("Muon") ? start.reshape(2, 3) : start;
        });
  }

  /** Of the sum of the parameter times g, looked up row by row for SparseAdam. */
  private static Gradients gradients(Parameter p, Tensor g) {
    boolean rows = p.type().shape().equals(Shape.of(6, 1));
    Tensor x = rows ? p.value().sparseRows(Tensor.arange(6)) : p.value();
    return Autograd.gradients(x.mul(g).sum(), List.of(p));
  }

  private static Gradients gradients(Parameter p, Noise noise) {
    double[] slope = noise.at(p.value().toDoubles());
    Tensor g = Tensor.of(slope).to(p.type().dtype()).reshape(p.type().shape());
    return gradients(p, g);
  }

  /** Algorithm 2 of Chen et al. 2023, line by line. */
  private static double[][] lion(Lion lion) {
    double[] p = Noise.START.clone();
    double[] m = new double[p.length];
    return trajectory(
        p,
        g -> {
          for (int i = 0; i < p.length; i++) {
            double c = lion.beta1() * m[i] + (1 - lion.beta1()) * g[i];
            p[i] -= lion.lr() * (Math.signum(c) + lion.weightDecay() * p[i]);
            m[i] = lion.beta2() * m[i] + (1 - lion.beta2()) * g[i];
          }
        });
  }

  /** PyTorch 2.9's torch/optim/_muon.py on a matrix [2, 3], line by line, in doubles. */
  private static double[][] muon(Muon muon) {
    double[] p = Noise.START.clone();
    double[] b = new double[p.length];
    return trajectory(
        p,
        g -> {
          double[][] u = new double[2][3];
          for (int i = 0; i < p.length; i++) {
            b[i] = muon.momentum() * b[i] + (1 - muon.momentum()) * g[i];
            u[i / 3][i % 3] =
                muon.nesterov() ? (1 - muon.momentum()) * g[i] + muon.momentum() * b[i] : b[i];
          }
          double[][] o = newtonSchulz(u);
          for (int i = 0; i < p.length; i++) {
            p[i] = p[i] * (1 - muon.lr() * muon.weightDecay()) - muon.lr() * o[i / 3][i % 3];
          }
        });
  }

  private static double[][] newtonSchulz(double[][] u) {
    double norm = 0;
    for (double[] row : u) {
      for (double x : row) {
        norm += x * x;
      }
    }
    double scale = Math.max(Math.sqrt(norm), 1e-7);
    double[][] x = new double[2][3];
    for (int i = 0; i < 6; i++) {
      x[i / 3][i % 3] = u[i / 3][i % 3] / scale;
    }
    for (int step = 0; step < 5; step++) {
      double[][] a = new double[2][2];
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          for (int k = 0; k < 3; k++) {
            a[i][j] += x[i][k] * x[j][k];
          }
        }
      }
      double[][] next = new double[2][3];
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 3; j++) {
          next[i][j] = 3.4445 * x[i][j];
          for (int k = 0; k < 2; k++) {
            double square = a[i][0] * a[0][k] + a[i][1] * a[1][k];
            next[i][j] += (-4.7750 * a[i][k] + 2.0315 * square) * x[k][j];
          }
        }
      }
      x = next;
    }
    return x;
  }

  private static double[][] trajectory(double[] p, Consumer<double[]> step) {
    Noise noise = new Noise();
    List<double[]> found = new ArrayList<>();
    for (int t = 1; t <= STEPS[STEPS.length - 1]; t++) {
      step.accept(noise.at(p));
      if (t == STEPS[found.size()]) {
        found.add(p.clone());
      }
    }
    return found.toArray(double[][]::new);
  }

  @ParameterizedTest
  @MethodSource("rowsAndMore")
  void aPlanHasTheBitsOfEagerSteps(Row row) {
    Parameter eager = parameter(row.rule(), DType.FLOAT32);
    Parameter planned = parameter(row.rule(), DType.FLOAT32);
    Optimizer one = row.rule().over(List.of(eager));
    Optimizer other = row.rule().over(List.of(planned));
    Compiled plan =
        Compiled.of(in -> {
          other.step(gradients(planned, in.getFirst()));
          return List.of(planned.value().sum());
        });
    Noise noise = new Noise();
    for (int t = 0; t < 20; t++) {
      one.learningRate(0.01 + 0.001 * t);
      other.learningRate(0.01 + 0.001 * t);
      Tensor g =
          Tensor.of(noise.at(eager.value().toDoubles()))
              .to(DType.FLOAT32)
              .reshape(eager.type().shape());
      one.step(gradients(eager, g));
      plan.run(g);
      assertThat(planned.value().toFloats()).as("step %d", t).isEqualTo(eager.value().toFloats());
    }
    one.state()
        .forEach((name, cell) ->
            assertThat(Objects.requireNonNull(other.state().get(name)).value().toDoubles())
                .as(name)
                .isEqualTo(cell.value().toDoubles()));
  }

  @ParameterizedTest
  @MethodSource("rowsAndMore")
  void whatIsSavedGoesOnWithTheSameBits(Row row) {
    Parameter whole = parameter(row.rule(), DType.FLOAT32);
    Optimizer never = row.rule().over(List.of(whole));
    Noise noise = new Noise();
    for (int t = 0; t < 10; t++) {
      never.step(gradients(whole, noise));
    }
    Parameter resumed = new Parameter(whole.value().detach().copy());
    Optimizer later = row.rule().over(List.of(resumed));
    later.restore(StateMap.of(never.state()).snapshot());
    for (int t = 0; t < 10; t++) {
      Tensor g =
          Tensor.of(noise.at(whole.value().toDoubles()))
              .to(DType.FLOAT32)
              .reshape(whole.type().shape());
      never.step(gradients(whole, g));
      later.step(gradients(resumed, g));
    }
    assertThat(resumed.value().toFloats()).isEqualTo(whole.value().toFloats());
  }

  @Test
  void everyOptimizerHasARow() {
    Set<String> rules =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.atled.nn.optim")
                .stream()
                .filter(each -> each.isRecord() && each.isAssignableTo(Rule.class))
                .filter(each -> each.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));

    assertThat(rules).hasSizeGreaterThan(11);
    assertThat(rows().stream().map(row -> row.rule().getClass().getName())).containsAll(rules);
  }
}
