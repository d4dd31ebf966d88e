package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of a column. */
class TextsTest {
  /** More than so many others are noted only where others are rare. */
  private static final int SOME = 1 << 12;

  private static final int ROWS = 40 * SOME;

  /** The rows of others are right where they are noted, and where they are looked for. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 15, 16, 17, 30, 1000, ROWS})
  void rowsOfOthers(int every) {
    check(row -> row % every == 0);
  }

  /** Others that come together are too many for a while, and rare in the end. */
  @ParameterizedTest
  @ValueSource(ints = {0, SOME, 20 * SOME})
  void othersTogether(int first) {
    check(row -> row >= first && row < first + SOME + SOME / 2);
  }

  private static void check(IntPredicate isOther) {
    Texts.Growing growing = new Texts.Growing();
    for (int row = 0; row < ROWS; row++) {
      growing.add(isOther.test(row) ? "some longer text" : Integer.toString(row));
    }
    Texts texts = growing.done();
    int[] others = IntStream.range(0, ROWS).filter(isOther).toArray();
    assertThat(texts.others().toArray()).isEqualTo(others);
    assertThat(texts.numbers()).isEqualTo(ROWS - others.length);
    for (int row : others) {
      assertThat(texts.get(row)).isEqualTo("some longer text");
    }
  }
}
