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
  void placesStandInFrontTheOutermostFirst() {
    AtledException error = new ShapeException("sizes differ.");

    assertThat(error.within("add").within("Residual \"block\"")).isSameAs(error);
    assertThat(error)
        .hasMessage("Residual \"block\": add: sizes differ.")
        .isInstanceOf(ShapeException.class);
    assertThat(error.places()).containsExactly("add", "Residual \"block\"");
  }

  @Test
  void aMessageThatNamesItsPlaceDoesNotNameItTwice() {
    assertThat(new ShapeException("Reshape of [2] to [3]: no.").within("Reshape"))
        .hasMessage("Reshape of [2] to [3]: no.");
    assertThat(new ShapeException("Additional sizes.").within("Add"))
        .hasMessage("Add: Additional sizes.");
  }

  @Test
  void keepsItsCause() {
    Exception cause = new IllegalStateException("why");
    assertThat(new AtledException("what", cause).within("where"))
        .hasMessage("where: what")
        .hasCause(cause);
  }
}
