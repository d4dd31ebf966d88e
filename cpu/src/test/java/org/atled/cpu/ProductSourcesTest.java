package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Java cannot write one loop for both types, so there are two files; whatever is mended in one must
 * be mended in the other.
 */
class ProductSourcesTest {
  private static final Path SOURCES = Path.of("src", "main", "java", "org", "atled", "cpu");

  @Test
  void theTwoProductsDifferInNothingButTheType() throws IOException {
    List<String> singles = Files.readAllLines(SOURCES.resolve("Float32Product.java"));
    List<String> doubles = Files.readAllLines(SOURCES.resolve("Float64Product.java"));
    assertThat(singles).noneMatch(line -> line.contains("double") || line.contains("Float64"));
    assertThat(doubles).noneMatch(line -> line.contains("float") || line.contains("Float32"));
    assertThat(singles.stream().map(ProductSourcesTest::asDouble)).isEqualTo(doubles);
  }

  private static String asDouble(String line) {
    return line.replace("Float32", "Float64")
        .replace("float", "double")
        .replace("0f", "0d")
        .replace("int WIDTH = 512;", "int WIDTH = 256;");
  }
}
