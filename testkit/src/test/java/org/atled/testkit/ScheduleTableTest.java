package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.nn.optim.Cyclic;
import org.atled.nn.optim.OneCycle;
import org.atled.nn.optim.ReduceOnPlateau;
import org.atled.nn.optim.Schedule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schedules of {@code nn} give PyTorch's rates and momentums over 1,000 steps. */
class ScheduleTableTest {
  private static final int STEPS = 1000;

  /** A schedule, and its row in {@code schedules.txt}. */
  record Row(String name, Schedule schedule) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Row> rows() {
    Cyclic cycles = Cyclic.triangular(0.1, 40).momentum(0.8, 0.9);
    return List.of(
        new Row("constant", Schedule.constant(0.25, 40)),
        new Row("linear", Schedule.linear(0.2, 0.9, 300)),
        new Row("step", Schedule.step(30, 0.8)),
        new Row("multi-step", Schedule.multiStep(0.5, 10, 100, 101, 700)),
        new Row("exponential", Schedule.exponential(0.99)),
        new Row("polynomial", Schedule.polynomial(2)),
        new Row("cosine", Schedule.cosine()),
        new Row("cosine to", Schedule.cosine(0.1)),
        new Row("restarts", Schedule.warmRestarts(50, 1, 0)),
        new Row("restarts growing", Schedule.warmRestarts(10, 2, 0.05)),
        new Row("warm-up", Schedule.step(200, 0.5).warmedUp(100)),
        new Row("chained", Schedule.exponential(0.995).times(Schedule.step(100, 0.5))),
        new Row("one-cycle", Schedule.oneCycle()),
        new Row("one-cycle other", new OneCycle(0.5, 10, 100, 0.8, 0.9)),
        new Row("triangular", cycles),
        new Row("triangular2", new Cyclic(0.1, 40, 60, new Cyclic.Halving(), 0.8, 0.9)),
        new Row("exp_range", new Cyclic(0.1, 50, 50, new Cyclic.Falling(0.999), 0.8, 0.9)),
        new Row("inverse square root", Schedule.inverseSquareRoot(50)),
        new Row(
            "inverse square root",
            at -> Math.min((at.time() + 1) / 50, Math.sqrt(50 / (at.time() + 1)))));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aThousandRatesArePyTorchs(Row row) {
    Literals.Literal literal = literal(row.name());
    double[] steps = literal.operands().getFirst().toDoubles();
    double[] rates = literal.result().toDoubles();
    assertThat(steps.length).isGreaterThan(150);
    for (int i = 0; i < steps.length; i++) {
      assertThat(row.schedule().factor(Schedule.Moment.of((long) steps[i], STEPS)))
          .as("step %s", steps[i])
          .isCloseTo(rates[i], within(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void soAreTheMomentums(Row row) {
    List<Literals.Literal> literals =
        Literals.of("schedules").stream()
            .filter(each -> each.row().equals(row.name() + " momentum"))
            .toList();
    assertThat(row.schedule().momentum(Schedule.Moment.of(0, STEPS)).isPresent())
        .isEqualTo(!literals.isEmpty());
    for (Literals.Literal literal : literals) {
      double[] steps = literal.operands().getFirst().toDoubles();
      double[] momentums = literal.result().toDoubles();
      for (int i = 0; i < steps.length; i++) {
        assertThat(
                row.schedule().momentum(Schedule.Moment.of((long) steps[i], STEPS)).orElseThrow())
            .as("step %s", steps[i])
            .isCloseTo(momentums[i], within(1e-12));
      }
    }
  }

  static List<Row> plateaus() {
    return List.of(
        new Row("plateau", ReduceOnPlateau.usual().gamma(0.5)),
        new Row("plateau cooling", new ReduceOnPlateau(0.7, 4, 1e-3, 20, 0.05)));
  }

  @ParameterizedTest
  @MethodSource("plateaus")
  void aPlateauIsSeenWhenPyTorchSeesIt(Row row) {
    Literals.Literal literal = literal(row.name());
    List<Double> losses = Arrays.stream(literal.operands().getFirst().toDoubles()).boxed().toList();
    double[] rates = literal.result().toDoubles();
    double[] found =
        IntStream.range(0, STEPS)
            .mapToDouble(epoch ->
                row.schedule()
                    .factor(new Schedule.Moment(epoch, STEPS, 1, losses.subList(0, epoch))))
            .toArray();
    assertThat(found).containsExactly(rates, within(1e-12));
    assertThat(Arrays.stream(found).distinct().count()).isGreaterThan(4);
  }

  private static Literals.Literal literal(String name) {
    return Literals.of("schedules").stream()
        .filter(each -> each.row().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
