package org.atled.core.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The known answers for philox4x32-10 that its authors publish with their Random123 library. */
class PhiloxTest {
  @Test
  void zeros() {
    assertThat(Philox.block(0, 0, 0, 0, 0))
        .containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
  }

  @Test
  void ones() {
    assertThat(Philox.block(-1, -1, -1, -1, -1))
        .containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
  }

  @Test
  void digitsOfPi() {
    assertThat(Philox.block(0x299f31d0_a4093822L, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344))
        .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
  }

  @Test
  void replacesTheCounter() {
    int[] words = new int[4];
    Philox.block(0, words);
    assertThat(words).isEqualTo(Philox.block(0, 0, 0, 0, 0));
  }
}
