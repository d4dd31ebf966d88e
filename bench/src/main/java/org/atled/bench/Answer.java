package org.atled.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.atled.core.error.AtledException;

/** A file in which another JVM leaves what it found; gone when it is closed. */
record Answer(Path file) implements AutoCloseable {
  static Answer create() {
    try {
      return new Answer(Files.createTempFile("atled-bench", ".txt"));
    } catch (IOException e) {
      throw new AtledException(
          "A file for what another JVM finds could not be made in "
              + System.getProperty("java.io.tmpdir")
              + " ("
              + e.getMessage()
              + "); make room there, or choose another folder with -Djava.io.tmpdir.",
          e);
    }
  }

  String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AtledException(file + ": cannot be read (" + e.getMessage() + ").", e);
    }
  }

  void write(String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AtledException(file + ": cannot be written (" + e.getMessage() + ").", e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit(); // Windows, while a virus scanner holds it
    }
  }
}
