package org.atled.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than one loop should hold becomes several. */
class LongChainsTest {
  private static final String DUMP = "atled.dumpClasses";

  /** HotSpot compiles no method of more bytes. */
  private static final int MOST_BYTES = 8_000;

  private static final int LENGTH = 60;

  @TempDir Path classes;

  @AfterEach
  void dumpNoMore() {
    System.clearProperty(DUMP);
  }

  @Test
  void areSplitBeforeHotSpotRefusesThem() throws IOException {
    System.setProperty(DUMP, classes.toString());
    for (Tensor x : List.of(Sample.normal(Seed.of(1), 300), Tensor.of(0.5f))) {
      Compiled compiled = Compiled.of(in -> List.of(chain(in.getFirst())));

      // Of vectors, the maps are neighbours and run block by block.
      String titles = compiled.explain(x.type()).toString();
      assertThat(titles.split("map \\[", -1).length - 1).isBetween(2, LENGTH / 2);
      assertThat(compiled.run(x).getFirst().toFloats()).isEqualTo(chain(x).toFloats());
    }
    assertThat(longestMethod()).isBetween(2_000, MOST_BYTES);
  }

  private static Tensor chain(Tensor x) {
    Tensor y = x;
    for (int i = 0; i < LENGTH; i++) {
      y = y.tanh().mul(1.5).add(x);
    }
    return y;
  }

  private int longestMethod() throws IOException {
    try (Stream<Path> files = Files.list(classes)) {
      return files
          .flatMap(file -> parse(file).stream())
          .mapToInt(CodeAttribute::codeLength)
          .max()
          .orElseThrow();
    }
  }

  private static List<CodeAttribute> parse(Path file) {
    try {
      return ClassFile.of().parse(Files.readAllBytes(file)).methods().stream()
          .flatMap(method -> method.code().stream())
          .map(CodeAttribute.class::cast)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
