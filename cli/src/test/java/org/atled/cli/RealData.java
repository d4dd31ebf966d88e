package org.atled.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Folders of real data, where {@code ATLED_DATA} has them; else a test is skipped. */
final class RealData {
  private RealData() {}

  static Path folder(String name) {
    String data = System.getenv("ATLED_DATA");
    Assumptions.assumeTrue(
        data != null && Files.isDirectory(Path.of(data, name)), "needs ATLED_DATA with " + name);
    return Path.of(data, name);
  }
}
