package org.atled.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.GradientException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * Programs that nobody would write: operations in random order on random earlier results, with
 * cells that change on the way. Whatever is joined, left out or put in another's place, the numbers
 * are those of the program run operation by operation.
 */
class RandomProgramsTest {
  private static final int PROGRAMS = 160;
  private static final int OPERATIONS = 25;

  @Test
  void haveTheSameBits() {
    haveTheSameBits(PROGRAMS, 22);
  }

  /** Every operation between numbers of 16 bits rounds, wherever it is computed. */
  @Test
  void haveTheSameBitsWithShortFloatsBetween() {
    haveTheSameBits(PROGRAMS / 2, 28);
  }

  private static void haveTheSameBits(int programs, int kinds) {
    programs:
    for (int seed = 0; seed < programs; seed++) {
      Program eager = new Program(seed, kinds);
      Program planned = new Program(seed, kinds);
      Compiled compiled = Compiled.of(planned::run);
      for (int run = 0; run < 3; run++) {
        Tensor[] inputs = {
          Sample.normal(Seed.of(seed).at("a").at(run), 6, 4),
          Sample.normal(Seed.of(seed).at("b").at(run), 4)
        };
        List<Tensor> wanted;
        try {
          wanted = eager.run(List.of(inputs));
        } catch (GradientException e) {
          // It went back through a cell that it had changed: a mistake when written down, too.
          assertThatThrownBy(() -> compiled.run(inputs)).hasMessage(e.getMessage());
          continue programs;
        }
        List<Tensor> got = compiled.run(inputs);
        for (int k = 0; k < wanted.size(); k++) {
          assertThat(bits(got.get(k)))
              .as("program %d, run %d, result %d of %s", seed, run, k, planned.text)
              .isEqualTo(bits(wanted.get(k)));
        }
        assertThat(bits(planned.cell.value()))
            .as("program %d, run %d, cell, %s", seed, run, planned.text)
            .isEqualTo(bits(eager.cell.value()));
        assertThat(bits(planned.weight.value()))
            .as("program %d, run %d, weight, %s", seed, run, planned.text)
            .isEqualTo(bits(eager.weight.value()));
      }
    }
  }

  /** With all NaNs alike. */
  private static int[] bits(Tensor tensor) {
    float[] numbers = tensor.detach().toFloats();
    int[] bits = new int[numbers.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(numbers[i]);
    }
    return bits;
  }

  private static final class Program {
    final int seed;
    final int kinds;
    final Buffer cell;
    final Parameter weight;
    final StringBuilder text = new StringBuilder();

    Program(int seed, int kinds) {
      this.seed = seed;
      this.kinds = kinds;
      this.cell = new Buffer(Sample.normal(Seed.of(seed).at("cell"), 6, 4));
      this.weight = new Parameter(Sample.normal(Seed.of(seed).at("weight"), 4, 4));
    }

    List<Tensor> run(List<Tensor> inputs) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      text.setLength(0);
      List<Tensor> all = new ArrayList<>(inputs);
      all.add(cell.value());
      all.add(weight.value());
      for (int i = 0; i < OPERATIONS; i++) {
        Tensor a = all.get(random.nextInt(all.size()));
        Tensor b = all.get(random.nextInt(all.size()));
        int which = random.nextInt(kinds);
        text.append(which).append(' ');
        all.add(apply(which, a, b, random));
      }
      Tensor loss = all.getLast().detach().tanh().mean().add(weight.value().tanh().sum());
      for (Tensor t : all.subList(all.size() - 4, all.size())) {
        loss = loss.add(t.tanh().mean());
      }
      weight.copyInto(
          weight
              .value()
              .detach()
              .sub(Autograd.gradients(loss, List.of(weight)).of(weight).mul(0.1)));
      return List.of(
          all.get(random.nextInt(all.size())), all.getLast(), loss, weight.value().sum());
    }

    private Tensor apply(int which, Tensor a, Tensor b, RandomGenerator random) {
      int rank = a.shape().rank();
      return switch (which) {
        case 0 -> a.relu();
        case 1 -> a.tanh();
        case 2 -> a.mul(0.5).add(1);
        case 3, 4 -> fits(a, b) ? a.add(b) : a.neg();
        case 5, 6 -> fits(a, b) ? a.mul(b).tanh() : a.square().tanh();
        case 7 -> rank >= 2 ? a.mT() : a.abs();
        case 8 -> rank >= 1 ? a.sum(random.nextInt(rank)) : a.exp().tanh();
        case 9 -> rank >= 1 ? a.mean(0) : a.sigmoid();
        case 10 -> rank >= 2 ? a.sum(Axes.of(1).kept()) : a.sub(0.25);
        case 11 -> rank >= 1 ? a.max(rank - 1) : a.sqrt();
        case 12 ->
            rank == 2 && b.shape().rank() == 2 && a.shape().size(1) == b.shape().size(0)
                ? a.matmul(b)
                : rank == 2 ? a.matmul(a.mT()) : a.add(a);
        case 13 -> rank == 2 ? a.logSoftmax(1) : a.sigmoid();
        case 14 -> rank >= 1 && a.shape().size(0) > 1 ? a.slice(0, 1, a.shape().size(0)) : a.neg();
        case 15 ->
            rank >= 1 && a.shape().elements() < 500 ? Structure.concat(0, a, a.mul(2)) : a.tanh();
        case 16 -> a.reshape(a.shape().elements());
        case 17 -> rank >= 1 ? a.flip(0) : a.neg();
        case 18 -> a.gt(0).where(a, a.mul(0.1));
        case 19 -> {
          if (a.shape().equals(cell.type().shape())) {
            cell.copyInto(a.detach().tanh().to(DType.FLOAT32));
          }
          yield cell.value().mul(2);
        }
        case 20 -> {
          if (fits(cell.value(), a) && cell.type().shape().equals(shape(cell.value(), a))) {
            cell.copyInto(cell.value().mul(0.5).add(a.detach().to(DType.FLOAT32)));
          }
          yield a.add(0.5);
        }
        case 21 -> a.to(DType.FLOAT64).exp().to(DType.FLOAT32).tanh();
        case 22, 23 -> a.to(DType.FLOAT16);
        case 24, 25 -> a.to(DType.BFLOAT16);
        case 26 -> a.to(DType.FLOAT64).mul(1 + 0x1p-12).to(DType.FLOAT16);
        default -> a.mul(1000).to(DType.INT64).to(DType.BFLOAT16);
      };
    }

    private static Shape shape(Tensor a, Tensor b) {
      return a.shape().broadcast(b.shape());
    }

    private static boolean fits(Tensor a, Tensor b) {
      Shape shorter = a.shape().rank() < b.shape().rank() ? a.shape() : b.shape();
      Shape longer = shorter == a.shape() ? b.shape() : a.shape();
      return shorter.broadcastsTo(longer);
    }
  }
}
