package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlocksTest {
  private static final int MOST = Integer.MAX_VALUE - 8;

  @Test
  void count() {
    assertThat(Blocks.count(1, 4)).isEqualTo(1);
    assertThat(Blocks.count(4, 4)).isEqualTo(1);
    assertThat(Blocks.count(5, 4)).isEqualTo(2);
    assertThat(Blocks.count(MOST, 4096)).isEqualTo(1 << 19);
    assertThat(Blocks.count(Integer.MAX_VALUE, 1)).isEqualTo(Integer.MAX_VALUE);
    assertThat(Blocks.count(Integer.MAX_VALUE, Integer.MAX_VALUE)).isEqualTo(1);
    assertThat(Blocks.count(16, MOST)).isEqualTo(1);
  }

  @Test
  void end() {
    assertThat(Blocks.end(0, 4, 9)).isEqualTo(4);
    assertThat(Blocks.end(4, 4, 9)).isEqualTo(8);
    assertThat(Blocks.end(8, 4, 9)).isEqualTo(9);
    assertThat(Blocks.end(MOST - 7, 4096, MOST)).isEqualTo(MOST);
    assertThat(Blocks.end(1, Integer.MAX_VALUE, MOST)).isEqualTo(MOST);
  }

  /** As many steps as blocks, the last to the very end of the longest array. */
  @Test
  void aWalkOverTheLongestArrayEnds() {
    int size = 1 << 16;
    int blocks = 0;
    int at = 0;
    while (at < MOST) {
      int end = Blocks.end(at, size, MOST);
      assertThat(end).isBetween(at + 1, MOST);
      at = end;
      blocks++;
    }
    assertThat(at).isEqualTo(MOST);
    assertThat(blocks).isEqualTo(Blocks.count(MOST, size));
  }
}
