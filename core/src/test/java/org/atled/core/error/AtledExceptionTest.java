package org.atled.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AtledExceptionTest {
  @Test
  void saysNoPlaceIfNoneIsKnown() {
    assertThat(new ShapeException("sizes differ.")).hasMessage("sizes differ.");
    assertThat(new ShapeException("sizes differ.").places()).isEmpty();
  }

  @Test
  void theInnermostPlaceSpeaks() {
    AtledException error = new ShapeException("sizes differ.");

    assertThat(error.within("Add").within("Linear \"fc1\"")).isSameAs(error);
    assertThat(error).hasMessage("Add: sizes differ.").isInstanceOf(ShapeException.class);
    assertThat(error.places()).containsExactly("Add", "Linear \"fc1\"");
  }

  @Test
  void aMessageThatNamesItsPlaceDoesNotNameItTwice() {
    assertThat(new ShapeException("Reshape of [2] to [3]: no.").within("Reshape"))
        .hasMessage("Reshape of [2] to [3]: no.");
  }

  @Test
  void keepsItsCause() {
    Exception cause = new IllegalStateException("why");
    assertThat(new AtledException("what", cause).within("where"))
        .hasMessage("where: what")
        .hasCause(cause);
  }
}
