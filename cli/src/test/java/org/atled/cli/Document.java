package org.atled.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A page in Markdown of the project's own. */
record Document(Path file, List<String> lines) {
  /** The folder of the project. */
  static final Path PROJECT = Path.of("").toAbsolutePath().resolveSibling("").normalize();

  /**
   * A block of code.
   *
   * @param line of the page on which its fence begins, from 1
   * @param language behind the fence
   * @param above the last line above the fence that is not empty
   */
  record Block(int line, String language, String above, List<String> code) {
    /** The line of the page on which its fence ends. */
    int end() {
      return line + code.size() + 1;
    }
  }

  static Document read(String file) {
    Path path = PROJECT.resolve(file);
    try {
      return new Document(path, Files.readAllLines(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    String above = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("```")) {
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
        blocks.add(new Block(i + 1, line.substring(3), above, lines.subList(i + 1, end)));
        i = end;
      }
      above = lines.get(i).isBlank() ? above : lines.get(i);
    }
    return blocks;
  }

  @Override
  public String toString() {
    return PROJECT.relativize(file).toString();
  }
}
