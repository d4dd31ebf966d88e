package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers at their places. */
class RanksTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 23, 24, 25, 100, 5000, 20_000})
  void whatIsWantedStandsWhereItWouldIfAllWereSorted(int count) {
    Random random = new Random(count);
    for (int different : new int[] {1, 3, 50, 1 << 30}) {
      double[] numbers = random.ints(count, 0, different).asDoubleStream().toArray();
      numbers[0] = different == 50 ? 1e300 : numbers[0];
      double[] sorted = numbers.clone();
      Arrays.sort(sorted);
      int[] ranks = IntStream.range(1, 10).map(i -> i * (count - 1) / 10).distinct().toArray();
      int[] rows = IntStream.rangeClosed(0, count).toArray();
      double[] kept = numbers.clone();
      assertThat(Ranks.at(rows, row -> row == count ? Double.NaN : kept[row], count, ranks))
          .isEqualTo(IntStream.of(ranks).mapToDouble(rank -> sorted[rank]).toArray());
      Ranks.place(numbers, count, ranks);
      for (int rank : ranks) {
        assertThat(numbers[rank]).isEqualTo(sorted[rank]);
      }
      Arrays.sort(numbers);
      assertThat(numbers).isEqualTo(sorted);
    }
  }
}
