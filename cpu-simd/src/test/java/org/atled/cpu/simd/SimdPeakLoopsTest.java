package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.atled.cpu.PeakLoops;
import org.junit.jupiter.api.Test;

class SimdPeakLoopsTest {
  /** Each multiply-add of each lane adds 0.999² to the result: none may be left out. */
  @Test
  void theyDoTheWorkThatTheyCount() {
    List<PeakLoops.Loop> loops = new SimdPeakLoops().loops();
    assertThat(loops).hasSize(2);
    for (PeakLoops.Loop loop : loops) {
      double multiplyAdds = 3 * loop.flopsPerRound() / 2.0;

      assertThat((double) loop.run(3) / (0.999 * 0.999))
          .as(loop.description())
          .isCloseTo(multiplyAdds, within(0.001 * multiplyAdds));
    }
  }
}
