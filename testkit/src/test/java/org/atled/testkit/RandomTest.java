package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Philox;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** Draws: their bits, their moments, and what they depend on. */
class RandomTest {
  /** The known answers that the authors of Philox publish for philox4x32-10. */
  @Test
  void philoxGivesItsAuthorsKnownAnswers() {
    assertThat(PhiloxOracle.block(0, 0, 0, 0, 0))
        .containsExactly(0x6627e8d5L, 0xe169c58dL, 0xbc57ac4cL, 0x9b00dbd8L);
    assertThat(PhiloxOracle.block(-1, -1, -1, -1, -1))
        .containsExactly(0x408f276dL, 0x41c83b0eL, 0xa20bc7c6L, 0x6d5451fdL);
    long key = 0x299f31d0_a4093822L;
    assertThat(PhiloxOracle.block(key, 0x243f6a88L, 0x85a308d3L, 0x13198a2eL, 0x03707344L))
        .containsExactly(0xd16cfe09L, 0x94fdccebL, 0x5001e420L, 0x24126ea1L);
    assertThat(Philox.block(key, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344))
        .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
  }

  @Test
  void sampleIsTheOracle() {
    Seed seed = Seed.of(42);
    for (Shape shape : new Shape[] {Shape.of(1023), Shape.of(5, 7, 11), Shape.of(0)}) {
      long key = seed.key();
      Conformance.same(
          "uniform " + shape,
          PhiloxOracle.draw(PhiloxOracle::uniform32, key, 0, shape),
          Sample.uniform(seed, shape.toArray()),
          Tolerance.ulps(0));
      Conformance.same(
          "normal float32 " + shape,
          PhiloxOracle.draw(PhiloxOracle::normal32, key, 0, shape),
          Sample.normal(seed, shape.toArray()),
          RandomRows.NORMAL);
      Conformance.same(
          "normal float64 " + shape,
          PhiloxOracle.draw(PhiloxOracle::normal64, key, 0, shape),
          Sample.normal(seed, new TensorType(DType.FLOAT64, shape)),
          RandomRows.NORMAL);
    }
  }

  @Test
  void momentsOfUniformAndNormal() {
    int n = 200_000;
    Tensor u = Sample.uniform(Seed.of(5), new TensorType(DType.FLOAT64, Shape.of(n)));
    assertThat(u.min().item()).isBetween(0.0, 1e-4);
    assertThat(u.max().item()).isBetween(1 - 1e-4, Math.nextDown(1.0));
    // Five standard errors of each moment.
    assertThat(u.mean().item()).isCloseTo(0.5, within(5 * 0.2887 / Math.sqrt(n)));
    assertThat(u.square().mean().item()).isCloseTo(1 / 3.0, within(5 * 0.298 / Math.sqrt(n)));
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      Tensor z = Sample.normal(Seed.of(5), new TensorType(dtype, Shape.of(n))).to(DType.FLOAT64);
      Tensor square = z.square();
      assertThat(z.mean().item()).isCloseTo(0, within(5 / Math.sqrt(n)));
      assertThat(square.mean().item()).isCloseTo(1, within(5 * 1.414 / Math.sqrt(n)));
      assertThat(square.mul(z).mean().item()).isCloseTo(0, within(5 * 3.87 / Math.sqrt(n)));
      assertThat(square.square().mean().item()).isCloseTo(3, within(5 * 9.8 / Math.sqrt(n)));
      // The two of a pair, and neighbours of different pairs, have nothing to do with each other.
      Tensor product = z.slice(0, 0, n - 1).mul(z.slice(0, 1, n));
      assertThat(product.mean().item()).isCloseTo(0, within(5 / Math.sqrt(n)));
    }
  }

  @Test
  void drawsOfAnExampleDoNotDependOnItsBatch() {
    Seed place = Seed.of(9).at("layer3.dropout");
    Tensor step = Tensor.of(17L);
    Tensor together = draw(place, step, 100, 7, 60_000);
    Tensor other = draw(place, step, 60_000, 8, 9, 100);
    assertThat(together.get(0).toFloats()).isEqualTo(other.get(3).toFloats());
    assertThat(together.get(2).toFloats()).isEqualTo(other.get(0).toFloats());
    assertThat(together.get(1).toFloats()).isNotEqualTo(together.get(0).toFloats());
    assertThat(draw(place, Tensor.of(18L), 100).get(0).toFloats())
        .isNotEqualTo(together.get(0).toFloats());
    assertThat(normal(place, step, 8, 7).get(1).toFloats())
        .isEqualTo(normal(place, step, 7).get(0).toFloats())
        .isNotEqualTo(together.get(1).toFloats());
    assertThat(draw(Seed.of(9).at("layer4.dropout"), step, 100).get(0).toFloats())
        .isNotEqualTo(together.get(0).toFloats());
  }

  private static Tensor draw(Seed place, Tensor step, long... examples) {
    TensorType type = new TensorType(DType.FLOAT32, Shape.of(examples.length, 3, 5));
    return Sample.uniform(place, step, Optional.of(Tensor.of(examples)), type);
  }

  private static Tensor normal(Seed place, Tensor step, long... examples) {
    TensorType type = new TensorType(DType.FLOAT32, Shape.of(examples.length, 3, 5));
    return Sample.normal(place, step, Optional.of(Tensor.of(examples)), type);
  }

  @Test
  void bernoulliAndPermutation() {
    Tensor heads = Sample.bernoulli(Seed.of(1), 0.25, 100_000);
    assertThat(heads.dtype()).isEqualTo(DType.BOOL);
    assertThat(heads.sum().item()).isCloseTo(25_000, within(5 * 137.0));
    assertThat(Sample.bernoulli(Seed.of(1), 0, 1000).sum().item()).isEqualTo(0);
    assertThat(Sample.bernoulli(Seed.of(1), 1, 1000).sum().item()).isEqualTo(1000);
    long[] order = Sample.permutation(Seed.of(1), 50).toLongs();
    assertThat(order).hasSize(50).containsOnly(Tensor.arange(50).toLongs());
    assertThat(order).isNotEqualTo(Tensor.arange(50).toLongs());
    assertThat(Sample.permutation(Seed.of(1), 50).toLongs()).isEqualTo(order);
  }

  @Test
  void errors() {
    assertThatThrownBy(() -> Sample.bernoulli(Seed.of(1), 1.5, 3))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("bernoulli: the probability is 1.5 but must be from 0 to 1.");
    assertThatThrownBy(() ->
            Sample.uniform(
                Seed.of(1),
                Tensor.of(0L),
                Optional.of(Tensor.arange(2)),
                new TensorType(DType.FLOAT32, Shape.of(3, 2))))
        .isInstanceOf(ShapeException.class)
        .hasMessage("randomDraw: the example numbers [2] do not fit the leading axis of [3, 2].");
  }
}
