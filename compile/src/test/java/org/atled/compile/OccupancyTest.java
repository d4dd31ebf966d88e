package org.atled.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OccupancyTest {
  private record Taken(int first, int last, long offset, int length) {
    boolean meets(int from, int to) {
      return first <= to && from <= last;
    }
  }

  @Test
  void theFirstGapIsThatBetweenAllThatLiveAtTheTime() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      int times = 1 + random.nextInt(40);
      Occupancy occupancy = new Occupancy(times);
      List<Taken> all = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        int first = random.nextInt(times);
        int last = first + random.nextInt(times - first);
        int length = 1 + random.nextInt(9);
        long wanted = firstGap(all, first, last, length);
        assertThat(occupancy.firstGap(first, last, length)).isEqualTo(wanted);
        occupancy.take(first, last, wanted, length);
        all.add(new Taken(first, last, wanted, length));
      }
    }
  }

  private static long firstGap(List<Taken> all, int first, int last, int length) {
    long offset = 0;
    for (Taken taken :
        all.stream()
            .filter(t -> t.meets(first, last))
            .sorted(Comparator.comparingLong(Taken::offset))
            .toList()) {
      if (offset + length <= taken.offset()) {
        break;
      }
      offset = Math.max(offset, taken.offset() + taken.length());
    }
    return offset;
  }
}
