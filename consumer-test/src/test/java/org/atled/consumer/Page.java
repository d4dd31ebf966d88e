package org.atled.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A page of the documentation as the blocks of code on it. */
record Page(String name, List<Block> blocks) {
  /** The root of the checkout. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /**
   * What stands between fences.
   *
   * @param heading the last one above it
   * @param language what its fence says
   */
  record Block(String heading, String language, String code) {
    List<String> lines() {
      return code.lines().toList();
    }
  }

  static Page read(String name) throws IOException {
    List<Block> blocks = new ArrayList<>();
    String heading = "";
    List<String> lines = Files.readAllLines(ROOT.resolve(name));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("#")) {
        heading = lines.get(i).replaceFirst("#+ ", "");
      } else if (lines.get(i).startsWith("```")) {
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
        String code = String.join("\n", lines.subList(i + 1, end)) + "\n";
        blocks.add(new Block(heading, lines.get(i).substring(3), code));
        i = end;
      }
    }
    return new Page(name, blocks);
  }

  List<Block> in(String language) {
    return blocks.stream().filter(block -> block.language().equals(language)).toList();
  }

  /** The only block of a language under a heading. */
  Block block(String heading, String language) {
    List<Block> found =
        in(language).stream().filter(block -> block.heading().equals(heading)).toList();
    assertThat(found).as("%s blocks under \"%s\" of %s", language, heading, name).hasSize(1);
    return found.getFirst();
  }
}
