package org.atled.tables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes tables of text. */
final class Tables {
  private Tables() {}

  static Table of(Path folder, String text) {
    return of(folder, text, CsvFormat.usual());
  }

  static Table of(Path folder, String text, CsvFormat format) {
    try {
      return CsvFile.read(Files.writeString(folder.resolve("t.csv"), text), format);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
