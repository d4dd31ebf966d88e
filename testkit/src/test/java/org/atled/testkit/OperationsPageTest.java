package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/operations.md says what the code does. */
class OperationsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "operations.md");

  @Test
  void thePageIsWhatTheCodeSays() throws IOException {
    String text = OperationsPage.text();
    if (System.getProperty("documents", "quick").equals("rewrite")) {
      Files.writeString(PAGE, text);
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as("docs/operations.md is out of date; -Ddocuments=rewrite writes it anew")
        .isEqualTo(text);
  }

  @Test
  void everyRowIsNamedAfterAMethod() throws IOException {
    assertThat(OperationsPage.strangers()).isEmpty();
  }
}
