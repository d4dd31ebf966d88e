package org.atled.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.random.Seed;
import org.atled.core.spi.BlockFunction;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** When a compiled function writes to cells, and when it leaves them as they were. */
class CompiledCellsTest {
  @Test
  void whatFollowsAChangeThatWasNotMadeIsNotANumber() {
    Buffer count = new Buffer(Tensor.of(1.0));
    Compiled compiled =
        Compiled.of(
                in -> {
                  count.copyInto(count.value().add(1));
                  return List.of(in.getFirst(), count.value().mul(2));
                })
            .unlessNotFinite(0);
    assertThat(compiled.run(Tensor.of(5.0)).get(1).item()).isEqualTo(4);
    assertThat(compiled.run(Tensor.of(Double.NaN)).get(1).item()).isNaN();
    assertThat(compiled.run(Tensor.of(5.0)).get(1).item()).isEqualTo(6);
  }

  @Test
  void aGuardMayBeAnArgument() {
    Buffer kept = new Buffer(Tensor.of(1.0));
    Compiled compiled =
        Compiled.of(
                in -> {
                  kept.copyInto(in.getFirst().mul(2));
                  return List.of(in.getFirst(), kept.value());
                })
            .unlessNotFinite(0);
    assertThat(compiled.run(Tensor.of(Double.NaN)).get(1).item()).as("a live cell").isEqualTo(1);
    assertThat(kept.value().item()).isEqualTo(1);
    compiled.run(Tensor.of(5.0));
    assertThat(kept.value().item()).isEqualTo(10);
  }

  @Test
  void aCellMayBeAnArgumentOfWhatChangesIt() {
    Buffer square = new Buffer(Sample.normal(Seed.of(1), 64, 64));
    Tensor before = square.value().copy();
    Compiled transposing =
        Compiled.of(in -> {
          Tensor twice = in.getFirst().mul(2);
          square.copyInto(in.getFirst().mT());
          return List.of(twice.add(1));
        });
    Tensor result = transposing.run(square.value()).getFirst();

    assertThat(square.value().toFloats()).isEqualTo(before.mT().toFloats());
    assertThat(result.toFloats()).isEqualTo(before.mul(2).add(1).toFloats());
  }

  @Test
  void aCellReadAfterItsUpdateHasTheNewNumbers() {
    Buffer count = new Buffer(Tensor.of(new double[] {1, 2}));
    Compiled compiled =
        Compiled.of(in -> {
          Tensor before = count.value().copy();
          Tensor view = count.value().flip(0);
          count.copyInto(count.value().add(in.getFirst()));
          return List.of(before, view.add(0), count.value().add(0));
        });
    List<Tensor> first = compiled.run(Tensor.of(10.0));
    assertThat(first.get(0).toDoubles()).containsExactly(1, 2);
    assertThat(first.get(2).toDoubles()).containsExactly(11, 12);
    List<Tensor> again = compiled.run(Tensor.of(100.0));
    assertThat(again.get(0).toDoubles()).containsExactly(11, 12);
    assertThat(again.get(1).toDoubles()).containsExactly(112, 111);
    assertThat(again.get(2).toDoubles()).containsExactly(111, 112);
    assertThat(first.get(0).toDoubles()).as("results are the caller's").containsExactly(1, 2);
  }

  /** Backends may keep a copy of a right operand that comes again unchanged. */
  @Test
  void kernelsAreNotTakenForWhatTheyWere() {
    Parameter weight = new Parameter(Sample.normal(Seed.of(1), 17, 16, 3, 3));
    Sliding sliding = Sliding.byOne().withPadding(1);
    Compiled compiled =
        Compiled.of(in -> {
          Tensor x = in.getFirst();
          Tensor first = x.conv2d(weight.value().mul(x.sum()), sliding, 1);
          weight.copyInto(weight.value().detach().mul(0.5));
          return List.of(first, x.conv2d(weight.value(), sliding, 1));
        });
    for (int run = 0; run < 5; run++) {
      Tensor x = Sample.normal(Seed.of(2).at(run), 1, 16, 8, 9);
      Tensor w = weight.value().detach().copy();
      List<Tensor> got = compiled.run(x);
      assertThat(got.get(0).toFloats())
          .as("run %d", run)
          .isEqualTo(x.conv2d(w.mul(x.sum()), sliding, 1).toFloats());
      assertThat(got.get(1).toFloats())
          .as("run %d", run)
          .isEqualTo(x.conv2d(w.mul(0.5), sliding, 1).toFloats());
    }
  }

  @Test
  void intermediatesAndCellsAreNotTakenForWhatTheyWere() {
    Parameter weight = new Parameter(Sample.normal(Seed.of(1), 80, 90));
    Compiled compiled =
        Compiled.of(in -> {
          Tensor x = in.getFirst();
          Tensor other = weight.value().mul(x.sum());
          Tensor first = x.matmul(other.mT());
          weight.copyInto(weight.value().detach().mul(0.5));
          return List.of(first, x.matmul(weight.value().mT()));
        });
    for (int run = 0; run < 5; run++) {
      Tensor x = Sample.normal(Seed.of(2).at(run), 2, 90);
      Tensor w = weight.value().detach().copy();
      List<Tensor> got = compiled.run(x);
      assertThat(got.get(0).toFloats())
          .as("run %d", run)
          .isEqualTo(x.matmul(w.mul(x.sum()).mT()).toFloats());
      assertThat(got.get(1).toFloats())
          .as("run %d", run)
          .isEqualTo(x.matmul(w.mul(0.5).mT()).toFloats());
    }
  }

  @Test
  void whatIsCopiedIntoACellIsWrittenThere() {
    Tensor x = Sample.normal(Seed.of(7), 6, 40);
    Tensor places = Sample.randint(Seed.of(8), 0, 6, 9);
    List<UnaryOperator<Tensor>> functions =
        List.of(
            t -> t.cumSum(1),
            t -> t.sort(1).values(),
            t -> t.argmax(1),
            t -> t.indexSelect(0, places),
            t -> t.softmax(1),
            t -> t.layerNorm(1, 1e-5));
    for (UnaryOperator<Tensor> function : functions) {
      Buffer cell = new Buffer(function.apply(x).zerosLike());
      Compiled compiled =
          Compiled.of(in -> {
            cell.copyInto(function.apply(in.getFirst()));
            return List.of();
          });

      compiled.run(x);

      assertThat(cell.value().toDoubles()).containsExactly(function.apply(x).toDoubles());
      assertThat(compiled.explain(x.type()).loops()).hasSize(1);
    }
  }

  @Test
  void aKernelThatReadsACellDoesNotWriteIt() {
    Buffer cell = new Buffer(Tensor.of(new float[] {1, 2, 3}));
    Buffer other = new Buffer(Tensor.zeros(3));
    Compiled compiled =
        Compiled.of(in -> {
          Tensor sums = cell.value().cumSum(0);
          other.copyInto(cell.value().mul(in.getFirst()));
          cell.copyInto(sums);
          return List.of();
        });

    compiled.run(Tensor.of(10f));

    assertThat(cell.value().toFloats()).containsExactly(1, 3, 6);
    assertThat(other.value().toFloats()).containsExactly(10, 20, 30);
  }

  @Test
  void anIndexOutsideLeavesCellsAsTheyWere() {
    Buffer first = new Buffer(Tensor.zeros(3));
    Buffer second = new Buffer(Tensor.zeros(3));
    Compiled compiled =
        Compiled.of(in -> {
          Tensor one = in.get(0).gather(0, in.get(1));
          Tensor two = in.get(0).gather(0, in.get(2));
          first.copyInto(one);
          second.copyInto(two);
          return List.of();
        });
    Tensor x = Tensor.of(new float[] {1, 2, 3});

    assertThatThrownBy(
            () -> compiled.run(x, Tensor.of(new long[] {2, 1, 0}), Tensor.of(new long[] {0, 3, 1})))
        .isInstanceOf(ShapeException.class);
    assertThat(first.value().toFloats()).containsExactly(0, 0, 0);

    compiled.run(x, Tensor.of(new long[] {2, 1, 0}), Tensor.of(new long[] {0, 2, 1}));
    assertThat(first.value().toFloats()).containsExactly(3, 2, 1);
    assertThat(second.value().toFloats()).containsExactly(1, 3, 2);
  }

  /** The root of each row's only number, by a function that refuses negative ones. */
  private record Roots() implements SingleOp, BlockFunction {
    @Override
    public String name() {
      return "roots";
    }

    @Override
    public long flops() {
      return 1;
    }

    @Override
    public void apply(double[][] inputs, double[][] outputs) {
      if (inputs[0][0] < 0) {
        throw new ArgumentException(inputs[0][0] + " has no root.");
      }
      outputs[0][0] = Math.sqrt(inputs[0][0]);
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
      return inputs.getFirst();
    }

    @Override
    public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
      return k.call(this, 1, inputs, List.of(type)).getFirst();
    }

    @Override
    public Cotangents vjp(Saved s, Tensor g) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void aFunctionThatRefusesLeavesCellsAsTheyWere() {
    Buffer cell = new Buffer(Tensor.zeros(3, 1));
    Compiled compiled =
        Compiled.of(in -> {
          cell.copyInto(Dispatch.apply(new Roots(), in.getFirst()));
          return List.of();
        });

    assertThatThrownBy(() -> compiled.run(Tensor.of(new float[] {4, 9, -1}, 3, 1)))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("batch element [2]")
        .hasMessageContaining("-1.0 has no root.");
    assertThat(cell.value().toFloats()).containsExactly(0, 0, 0);

    compiled.run(Tensor.of(new float[] {4, 9, 1}, 3, 1));
    assertThat(cell.value().toFloats()).containsExactly(2, 3, 1);
  }

  @Test
  void aFunctionOnArraysTakesFloatsOnly() {
    assertThatThrownBy(() -> Dispatch.apply(new Roots(), Tensor.of(new int[] {4}, 1, 1)))
        .isInstanceOf(TypeException.class)
        .hasMessageContaining("roots takes float32 or float64, not int32");
  }
}
