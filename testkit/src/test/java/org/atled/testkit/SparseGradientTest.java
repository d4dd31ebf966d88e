package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.autograd.RowGradient;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.GradientException;
import org.atled.core.error.StateException;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.cpu.Cpu;
import org.atled.nn.layer.Embedding;
import org.atled.nn.optim.Adagrad;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Clip;
import org.atled.nn.optim.Optimizer;
import org.atled.nn.optim.Rule;
import org.atled.nn.optim.Sgd;
import org.atled.nn.optim.SparseAdam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients of the rows of a table that were looked up, and optimizers that move these alone. */
class SparseGradientTest {
  private static final long[][] LOOKED_UP = {{0, 1, 0}, {3, 3, 3}, {1, 2, 4}, {0, 4, 4}};

  private static Rule rule(String name) {
    return switch (name) {
      case "sparse adam" -> SparseAdam.withLearningRate(0.05);
      case "sgd" -> Sgd.withLearningRate(0.1);
      case "adagrad" -> Adagrad.withLearningRate(0.1).lrDecay(0.01);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Twelve steps that look up rows several times, once and not at all. */
  @ParameterizedTest
  @ValueSource(strings = {"sparse adam", "sgd", "adagrad"})
  void stepsArePyTorchsOfSparseGradients(String name) {
    Literals.Literal literal =
        Literals.of("optimizers").stream()
            .filter(each -> each.row().equals(name + " of rows"))
            .findFirst()
            .orElseThrow();
    Parameter table = new Parameter(literal.operands().getFirst());
    Optimizer optimizer = rule(name).over(List.of(table));
    Noise noise = new Noise();
    for (int t = 0; t < 12; t++) {
      Tensor factors = Tensor.of(noise.six()).reshape(3, 2);
      Tensor rows = table.value().sparseRows(Tensor.of(LOOKED_UP[t % 4]));
      Gradients gradients = Autograd.gradients(rows.square().mul(factors).sum(), List.of(table));
      assertThat(gradients.rows(table)).isPresent();
      optimizer.step(gradients);
      assertThat(table.value().toDoubles())
          .as("step %d", t + 1)
          .containsExactly(literal.result().get(t).toDoubles(), within(1e-13));
    }
  }

  private static final int ENTRIES = 97;

  /** Some of the rows, several of them more than once. */
  private static Tensor ids(int n, int seed) {
    Draws draws = Seed.of(seed).draws();
    return Tensor.of(LongStream.generate(() -> draws.below(ENTRIES)).limit(n).toArray());
  }

  private static Embedding table(boolean sparse) {
    Embedding.Config config = Embedding.Config.of(ENTRIES, 16).withPadding(5);
    Embedding table = new Embedding(sparse ? config.withSparseGradient() : config);
    table.initialize(Seed.of(3));
    return table;
  }

  /** A loss that uses the table twice. */
  private static Tensor loss(Embedding table, Tensor ids) {
    Tensor once = table.apply(ids).square();
    return once.sum().add(table.apply(ids.slice(0, 3, 20)).tanh().mul(0.3).sum());
  }

  static List<Rule> rules() {
    return List.of(
        Sgd.withLearningRate(0.1),
        Sgd.withLearningRate(0.1).momentum(0.9),
        Sgd.withLearningRate(0.1).with("weightDecay", 0.1),
        Adagrad.withLearningRate(0.1),
        Adam.withLearningRate(0.01).clipping(Clip.byValue(0.5)),
        Sgd.withLearningRate(0.1).withMaxNorm(2),
        Sgd.withLearningRate(0.1).penalised(0.1, 0.1));
  }

  /** Rows are only a faster way: but for SparseAdam, every rule gives what it gives without. */
  @ParameterizedTest
  @MethodSource("rules")
  void otherRulesGiveTheSameBitsWithoutRows(Rule rule) {
    Embedding dense = table(false);
    Embedding sparse = table(true);
    Optimizer one = rule.over(dense.parameters());
    Optimizer other = rule.over(sparse.parameters());
    for (int t = 0; t < 6; t++) {
      Tensor ids = ids(40, t);
      one.step(Autograd.gradients(loss(dense, ids), dense.parameters()));
      other.step(Autograd.gradients(loss(sparse, ids), sparse.parameters()));
      assertThat(sparse.weight().value().toFloats()).isEqualTo(dense.weight().value().toFloats());
    }
  }

  /** A weight decay moves all rows, also where the rule had none and its slot was set. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aWeightDecayThatWasSetMovesAllRows(boolean plans) {
    for (Rule rule : List.of(Sgd.withLearningRate(0.1), Adagrad.withLearningRate(0.1))) {
      Embedding dense = table(false);
      Embedding sparse = table(true);
      for (Embedding table : List.of(dense, sparse)) {
        Optimizer optimizer = rule.over(table.parameters());
        optimizer.slot("weightDecay").set(0.1);
        if (plans) {
          planned(table, optimizer).run(ids(40, 1));
        } else {
          optimizer.step(Autograd.gradients(loss(table, ids(40, 1)), table.parameters()));
        }
      }
      assertThat(sparse.weight().value().toFloats()).isEqualTo(dense.weight().value().toFloats());
      assertThat(sparse.weight().value().toFloats()).isNotEqualTo(table(true).weight().value().toFloats());
    }
  }

  private static Compiled planned(Embedding table, Optimizer optimizer) {
    return Compiled.of(in -> {
      Tensor loss = loss(table, in.getFirst());
      optimizer.step(Autograd.gradients(loss, table.parameters()));
      return List.of(loss);
    });
  }

  /** A plan of rows alone would leave out the decay of the others without a word. */
  @Test
  void aPlanOfRowsRefusesAWeightDecayThatIsSetLater() {
    Embedding table = table(true);
    Optimizer optimizer = Sgd.withLearningRate(0.1).over(table.parameters());
    Compiled plan = planned(table, optimizer);
    plan.run(ids(40, 1));
    float[] before = table.weight().value().toFloats();
    optimizer.slot("weightDecay").set(0.1);

    assertThatThrownBy(() -> plan.run(ids(40, 2)))
        .isInstanceOf(StateException.class)
        .hasMessageContaining(
            "the weight decay is 0.1 but was 0 when this plan was made, which therefore leaves rows"
                + " without a gradient alone; make the plan anew, or the rule with a weight decay.");
    assertThat(table.weight().value().toFloats()).isEqualTo(before);
  }

  /** A plan has the bits of eager steps, with clipped and accumulated gradients too. */
  @Test
  void aPlanOfRowsHasTheBitsOfEagerSteps() {
    Rule rule = SparseAdam.withLearningRate(0.05).clipping(Clip.byNorm(1));
    Embedding eager = table(true);
    Embedding planned = table(true);
    Optimizer one = rule.over(eager.parameters());
    Optimizer other = rule.over(planned.parameters());
    Compiled plan =
        Compiled.of(in -> {
          other.step(twice(planned, in.getFirst()));
          return List.of(planned.weight().value().sum());
        });
    for (int t = 0; t < 6; t++) {
      Tensor ids = ids(40, t);
      one.step(twice(eager, ids));
      plan.run(ids);
      assertThat(planned.weight().value().toFloats()).isEqualTo(eager.weight().value().toFloats());
    }
    assertThat(moment(other)).isEqualTo(moment(one));
  }

  private static float[] moment(Optimizer optimizer) {
    return Objects.requireNonNull(optimizer.state().get("weight.exp_avg")).value().toFloats();
  }

  /** Gradients of two parts, added up. */
  private static Gradients twice(Embedding table, Tensor ids) {
    return Autograd.gradients(loss(table, ids.slice(0, 0, 25)), table.parameters())
        .plus(Autograd.gradients(loss(table, ids.slice(0, 10, 40)), table.parameters()));
  }

  @Test
  void theBitsAreTheSameOnAnyNumberOfThreads() {
    int before = Cpu.threads();
    List<float[]> found = new ArrayList<>();
    try {
      for (int threads : new int[] {1, 2, 3, 5}) {
        Cpu.setThreads(threads);
        Tensor start = Tensor.arange(500 * 64).to(DType.FLOAT32).reshape(500, 64).sin();
        Parameter table = new Parameter(start);
        Optimizer optimizer = SparseAdam.withLearningRate(0.05).over(List.of(table));
        for (int t = 0; t < 3; t++) {
          Tensor rows = table.value().sparseRows(ids(4_000, t));
          optimizer.step(Autograd.gradients(rows.sin().square().sum(), List.of(table)));
        }
        found.add(table.value().toFloats());
      }
    } finally {
      Cpu.setThreads(before);
    }
    assertThat(found).allSatisfy(each -> assertThat(each).isEqualTo(found.getFirst()));
    assertThat(found.getFirst()[1]).isNotEqualTo((float) StrictMath.sin(1));
  }

  /** Rows that were not looked up stay, with their moments, whatever came before. */
  @Test
  void sparseAdamLeavesOtherRowsAlone() {
    Embedding table = table(true);
    Optimizer optimizer = SparseAdam.withLearningRate(0.05).over(table.parameters());
    optimizer.step(Autograd.gradients(loss(table, ids(40, 1)), table.parameters()));
    float[] after = table.weight().value().toFloats();
    Tensor one = Tensor.of(new long[] {7});
    optimizer.step(Autograd.gradients(table.apply(one).sum(), table.parameters()));
    float[] later = table.weight().value().toFloats();

    for (int i = 0; i < after.length; i++) {
      assertThat(later[i] == after[i]).as("%d", i).isEqualTo(i / 16 != 7);
    }
  }

  /** A step that looks up nothing counts, as PyTorch's does, and moves nothing. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withoutIdsNothingMoves(boolean plans) {
    Embedding table = table(true);
    Optimizer optimizer = SparseAdam.withLearningRate(0.05).over(table.parameters());
    Tensor none = Tensor.of(new long[0]);
    float[] before = table.weight().value().toFloats();
    if (plans) {
      Compiled.of(
              in -> {
                Tensor loss = table.apply(in.getFirst()).square().sum();
                optimizer.step(Autograd.gradients(loss, table.parameters()));
                return List.of(loss);
              })
          .run(none);
    } else {
      Tensor loss = table.apply(none).square().sum();
      optimizer.step(Autograd.gradients(loss, table.parameters()));
    }
    assertThat(table.weight().value().toFloats()).isEqualTo(before);
    assertThat(Objects.requireNonNull(optimizer.state().get("weight.step")).value().item())
        .isEqualTo(1);
  }

  /** By hand: each row where it is named first, in the order of its uses. */
  @Test
  void aGradientOfRowsHasEachOnce() {
    Parameter table = new Parameter(Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}));
    Tensor ids = Tensor.of(new int[] {2, 0, 2, 2});
    Tensor weights = Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}});
    Tensor loss = table.value().sparseRows(ids).mul(weights).sum();
    Gradients gradients = Autograd.gradients(loss, List.of(table));
    RowGradient rows = gradients.rows(table).orElseThrow();

    assertThat(rows.index().toLongs()).containsExactly(2, 0, 2, 2);
    assertThat(rows.first().toLongs()).containsExactly(0, 1, 0, 0);
    assertThat(rows.values().toDoubles()).containsExactly(13, 16, 3, 4, 0, 0, 0, 0);
    assertThat(rows.sums().toDoubles()).containsExactly(13, 16, 3, 4, 13, 16, 13, 16);
    assertThat(gradients.of(table).toDoubles()).containsExactly(3, 4, 0, 0, 13, 16);
    assertThat(gradients.norm().item()).isEqualTo(Math.sqrt(9 + 16 + 169 + 256));
  }

  /** Beside another use of the table the gradient is whole, and it can be differentiated again. */
  @Test
  void whatElseUsesTheTableMakesItWhole() {
    Parameter table = new Parameter(Tensor.of(new double[][] {{1, 2}, {3, 4}}));
    Tensor ids = Tensor.of(new long[] {1, 1});
    Tensor rows = table.value().sparseRows(ids);
    Gradients mixed =
        Autograd.gradients(rows.sum().add(table.value().square().sum()), List.of(table));
    assertThat(mixed.rows(table)).isEmpty();
    assertThat(mixed.of(table).toDoubles()).containsExactly(2, 4, 8, 10);

    Gradients cubed = Autograd.gradients(rows.pow(3).sum(), List.of(table));
    Gradients again = Autograd.gradients(cubed.of(table).sum(), List.of(table));
    assertThat(cubed.rows(table)).isPresent();
    assertThat(again.of(table).toDoubles()).containsExactly(0, 0, 36, 48);
  }

  @Test
  void errorsSayWhatToDo() {
    Embedding dense = table(false);
    Optimizer optimizer = SparseAdam.withLearningRate(0.1).over(dense.parameters());
    Gradients gradients = Autograd.gradients(loss(dense, ids(40, 1)), dense.parameters());

    assertThatThrownBy(() -> optimizer.step(gradients))
        .isInstanceOf(GradientException.class)
        .hasMessage(
            "step: SparseAdam takes gradients of rows alone, but that of Parameter \"weight\""
                + " float32[97, 16] is of all its numbers; let an embedding with a sparse gradient"
                + " be all that uses it, or give it another rule by a group.");
    assertThatThrownBy(() -> SparseAdam.withLearningRate(0.1).penalised(0.1, 0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "SparseAdam moves rows that have a gradient alone, but a penalty moves all; leave it"
                + " out, or take another rule.");
    assertThatThrownBy(() -> new SparseAdam(-1, 0.9, 0.999, 1e-8))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("SparseAdam: lr is -1.0 but must be at least 0.0 and finite.");
    assertThatThrownBy(() -> Tensor.arange(6).sparseRows(Tensor.of(new long[][] {{1}})))
        .hasMessage(
            "sparseRows: takes rows of [n, ..] by an index of rank 1, not of int64[6] by int64[1,"
                + " 1].");
  }
}
