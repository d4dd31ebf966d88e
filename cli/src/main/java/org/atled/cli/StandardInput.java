package org.atled.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.atled.core.error.AtledException;

/** Standard input where an argument names a file: {@code -}. */
final class StandardInput {
  /** Stands for the file in messages. */
  static final Path NAME = Path.of("standard input");

  private static final String ARGUMENT = "-";

  private StandardInput() {}

  static boolean isMeant(Path argument) {
    return argument.toString().equals(ARGUMENT);
  }

  static boolean isMeant(String argument) {
    return argument.equals(ARGUMENT);
  }

  /**
   * All of it.
   *
   * @throws AtledException if it cannot be read
   */
  static byte[] bytes(InputStream in) {
    try {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AtledException("Standard input could not be read: " + e.getMessage() + ".", e);
    }
  }
}
