package org.atled.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.junit.jupiter.api.Test;

class DrawsTest {
  private static Draws draws(long seed) {
    return Seed.of(seed).draws();
  }

  /** Σ (observed − expected)²/expected for equally probable bins. */
  private static double chiSquare(int[] counts) {
    double expected = Arrays.stream(counts).sum() / (double) counts.length;
    return Arrays.stream(counts).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
  }

  @Test
  void theSameSeedGivesTheSameNumbersForEver() {
    assertThat(draws(7).permutation(10)).containsExactly(4, 2, 9, 8, 7, 0, 5, 1, 3, 6);
    Draws draws = draws(7);
    assertThat(IntStream.range(0, 6).map(i -> draws.bits()))
        .containsExactly(0xf10384f8, 0x0cfd237f, 0x90afb051, 0xde3af697, 0x0d30aae3, 0x71ce5f48);
    assertThat(draws.uniform()).isEqualTo(0.38235491921005127);
    assertThat(draws.normal()).isEqualTo(-1.022594315020226);
    assertThat(draws.below(1000)).isEqualTo(23);
  }

  @Test
  void bitsAreTheBlocksOfPhiloxInOrder() {
    Draws draws = draws(7);
    IntStream.range(0, 4).forEach(i -> draws.bits());
    assertThat(IntStream.range(0, 4).map(i -> draws.bits()))
        .containsExactly(
            Arrays.stream(Philox.block(7, 1, 0, 0, 0x64726177)).boxed().toArray(Integer[]::new));
  }

  @Test
  void belowIsUniform() {
    // 0.999 of χ² with 12 degrees of freedom lies below 32.9.
    Draws draws = draws(1);
    int[] counts = new int[13];
    for (int i = 0; i < 130_000; i++) {
      counts[draws.below(13)]++;
    }
    assertThat(chiSquare(counts)).isBetween(1.0, 32.9);
  }

  @Test
  void belowIsUniformWhereTruncationWouldShow() {
    // 3·2²⁹ numbers: scaling 32 bits without rejection gives each third one twice the probability.
    // 0.999 of χ² with 2 degrees of freedom lies below 13.8.
    Draws draws = draws(2);
    int[] counts = new int[3];
    for (int i = 0; i < 30_000; i++) {
      counts[draws.below(3 << 29) % 3]++;
    }
    assertThat(chiSquare(counts)).isLessThan(13.8);
  }

  @Test
  void belowOneIsZero() {
    assertThat(draws(3).below(1)).isZero();
    assertThat(draws(3).below(Integer.MAX_VALUE)).isNotNegative();
  }

  @Test
  void permutationsAreEquallyProbable() {
    // 24 orders; 0.999 of χ² with 23 degrees of freedom lies below 49.7.
    Draws draws = draws(4);
    int[] counts = new int[24];
    for (int i = 0; i < 24_000; i++) {
      counts[rank(draws.permutation(4))]++;
    }
    assertThat(chiSquare(counts)).isBetween(5.0, 49.7);
  }

  /** The place of a permutation in lexicographic order. */
  private static int rank(int[] order) {
    int rank = 0;
    for (int i = 0; i < order.length; i++) {
      int smaller = 0;
      for (int j = i + 1; j < order.length; j++) {
        smaller += order[j] < order[i] ? 1 : 0;
      }
      rank = rank * (order.length - i) + smaller;
    }
    return rank;
  }

  @Test
  void aPermutationHasEachNumberOnce() {
    assertThat(draws(5).permutation(1000))
        .containsExactlyInAnyOrder(IntStream.range(0, 1000).boxed().toArray(Integer[]::new));
    assertThat(draws(5).permutation(0)).isEmpty();
    assertThat(draws(5).permutation(1)).containsExactly(0);
  }

  @Test
  void uniformHasItsMoments() {
    Draws draws = draws(6);
    double[] x = DoubleStream.generate(() -> draws.uniform(-2, 4)).limit(100_000).toArray();
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(a -> (a - mean) * (a - mean)).average().orElseThrow();

    assertThat(Arrays.stream(x)).allMatch(a -> a >= -2 && a < 4);
    // Five standard errors.
    assertThat(mean).isCloseTo(1, within(0.028));
    assertThat(variance).isCloseTo(3, within(0.043));
  }

  @Test
  void uniformNeverReachesItsUpperBound() {
    Draws draws = draws(8);
    double above = Math.nextUp(1.0);
    assertThat(DoubleStream.generate(() -> draws.uniform(1, above)).limit(100)).containsOnly(1.0);
    assertThat(draws.uniform(3, 3)).isEqualTo(3);
  }

  @Test
  void normalHasItsMoments() {
    Draws draws = draws(9);
    double[] x = DoubleStream.generate(draws::normal).limit(100_000).toArray();

    // Five standard errors of the first four moments: 0, 1, 0, 3.
    assertThat(moment(x, 1)).isCloseTo(0, within(0.016));
    assertThat(moment(x, 2)).isCloseTo(1, within(0.023));
    assertThat(moment(x, 3)).isCloseTo(0, within(0.062));
    assertThat(moment(x, 4)).isCloseTo(3, within(0.155));
  }

  private static double moment(double[] x, int power) {
    return Arrays.stream(x).map(a -> StrictMath.pow(a, power)).average().orElseThrow();
  }

  @Test
  void refusesRangesWithoutNumbers() {
    assertThatThrownBy(() -> draws(0).below(0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("below 0: takes a bound of 1 or more.");
    assertThatThrownBy(() -> draws(0).below(-5))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("below -5: takes a bound of 1 or more.");
    assertThatThrownBy(() -> draws(0).permutation(-1))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("permutation of -1 numbers: takes 0 or more.");
    assertThatThrownBy(() -> draws(0).uniform(2, 1))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("uniform from 2.0 to 1.0: takes finite bounds, the lower one first.");
    assertThatThrownBy(() -> draws(0).uniform(0, Double.NaN)).isInstanceOf(ArgumentException.class);
  }

  @Test
  void placesAreIndependent() {
    Seed seed = Seed.of(7);
    assertThat(seed.at("fc1.weight")).isEqualTo(Seed.of(7).at("fc1.weight"));
    assertThat(seed.at(3)).isEqualTo(Seed.of(7).at(3));

    Set<Long> keys = new HashSet<>();
    keys.add(seed.key());
    int places = 1;
    for (String path : new String[] {"a", "b", "ab", "ba", "aa", "a.b", "0", "1", "\u0000"}) {
      keys.add(seed.at(path).key());
      keys.add(Seed.of(8).at(path).key());
      places += 2;
    }
    for (long index : new long[] {0, 1, 2, 'a', -1, 1L << 32, Long.MIN_VALUE}) {
      keys.add(seed.at(index).key());
      places++;
    }
    keys.add(seed.at("a").at("b").key());
    keys.add(seed.at("b").at("a").key());
    keys.add(seed.at(1).at(2).key());
    keys.add(seed.at(2).at(1).key());
    assertThat(keys).hasSize(places + 4);
  }

  @Test
  void neighbouringPlacesAreUncorrelated() {
    // Pairs of numbers from places that differ in one bit fall into 8 × 8 bins evenly: 0.999 of χ²
    // with 63 degrees of freedom lies below 103.4.
    int[] counts = new int[64];
    for (int i = 0; i < 20_000; i++) {
      int a = Seed.of(7).at(2L * i).draws().bits() >>> 29;
      int b = Seed.of(7).at(2L * i + 1).draws().bits() >>> 29;
      counts[a * 8 + b]++;
    }
    assertThat(chiSquare(counts)).isBetween(29.0, 103.4);
    Arrays.fill(counts, 0);
    for (int i = 0; i < 20_000; i++) {
      int a = Seed.of(i).at("layer0").draws().bits() >>> 29;
      int b = Seed.of(i).at("layer1").draws().bits() >>> 29;
      counts[a * 8 + b]++;
    }
    assertThat(chiSquare(counts)).isBetween(29.0, 103.4);
  }
}
