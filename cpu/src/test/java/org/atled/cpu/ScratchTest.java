package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.atled.core.shape.DType;
import org.junit.jupiter.api.Test;

class ScratchTest {
  /** Of a size that no kernel here takes. */
  private static final int LENGTH = 3_000;

  private static final DType TYPE = DType.BOOL;

  /** With fewer, threads that take a dozen each would make new ones at every call. */
  @Test
  void keepsSixteenOfASizeForEachProcessor() {
    int kept = 16 * Runtime.getRuntime().availableProcessors();
    List<Object> taken = take(kept + 1);
    taken.forEach(array -> Scratch.give(TYPE, LENGTH, array));
    Set<Object> before = Collections.newSetFromMap(new IdentityHashMap<>());
    before.addAll(taken);

    List<Object> again = take(kept + 1);

    assertThat(again.stream().filter(before::contains).count()).isEqualTo(kept);
    again.forEach(array -> Scratch.give(TYPE, LENGTH, array));
  }

  @Test
  void whatIsGivenBackServesAllLengthsUpToAPowerOfTwo() {
    Object array = Scratch.take(TYPE, LENGTH);
    assertThat((boolean[]) array).hasSize(4_096);
    Scratch.give(TYPE, LENGTH, array);

    List<Object> found = new ArrayList<>();
    for (int i = 0; i < 16 * Runtime.getRuntime().availableProcessors(); i++) {
      found.add(Scratch.take(TYPE, 4_096));
    }

    assertThat(found.stream().filter(one -> one == array)).hasSize(1);
    found.forEach(one -> Scratch.give(TYPE, 4_096, one));
  }

  @Test
  void theGreatestAreMadeAnewEachTime() {
    int length = (1 << 22) + 1;
    Object array = Scratch.take(TYPE, length);
    Scratch.give(TYPE, length, array);

    assertThat((boolean[]) array).hasSize(length);
    assertThat(Scratch.take(TYPE, length)).isNotSameAs(array);
  }

  private static List<Object> take(int count) {
    List<Object> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(Scratch.take(TYPE, LENGTH));
    }
    return taken;
  }
}
