package org.atled.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java on README.md, docs/java.md, docs/training.md and docs/cookbook.md compiles, and
 * README.md's program runs.
 */
class SnippetTest {
  @TempDir Path classes;

  /** A compact source file. */
  private static final class Source extends SimpleJavaFileObject {
    private final String code;

    Source(String code) {
      super(URI.create("string:///Main.java"), JavaFileObject.Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }

  /** What javac says about it; nothing if it compiles. */
  private String compiled(String code) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> options =
        List.of(
            "--release=25",
            "--module-path=" + Page.ROOT.resolve("cli/target/lib"),
            "--add-modules=org.atled.train",
            "-d",
            classes.toString());
    boolean done = javac.getTask(said, null, null, options, null, List.of(new Source(code))).call();
    assertThat(done).as("%s%n%s", said, code).isEqualTo(said.toString().isEmpty());
    return said.toString();
  }

  /** The first block of README is a program; the others go on where its main ends. */
  private static String program() throws IOException {
    List<String> blocks = Page.read("README.md").in("java").stream().map(Page.Block::code).toList();
    assertThat(blocks).hasSizeGreaterThan(3);
    String program = blocks.getFirst();
    assertThat(program).startsWith("import module org.atled.train;").endsWith("}\n");

    List<String> parts = new ArrayList<>(blocks);
    parts.set(0, program.substring(0, program.length() - "}\n".length()));
    return parts.stream().collect(Collectors.joining("", "", "}\n"));
  }

  @Test
  void theReadmeIsOneProgram() throws IOException {
    assertThat(compiled(program())).isEmpty();
  }

  /** With fewer digits, for fewer epochs. */
  @Test
  void theProgramOfTheReadmeRuns() throws Exception {
    String quick =
        program()
            .replace("Digits.generate(Seed.of(7))", "Digits.generate(Seed.of(7), 1_280, 256)")
            .replace(".epochs(5)", ".epochs(1)");
    assertThat(quick).contains("1_280, 256", ".epochs(1)");
    Newcomer newcomer = Newcomer.in(Page.ROOT.resolve("consumer-test/target/readme"), "");
    Files.writeString(newcomer.folder().resolve("Main.java"), quick);

    String printed =
        newcomer.types(
            "java --module-path '%s' --add-modules org.atled.train Main.java"
                .formatted(Page.ROOT.resolve("cli/target/lib")),
            "");

    assertThat(printed)
        .contains("Linear(784, 512)", "407,050 parameters", "epoch 1  loss ")
        .containsPattern("\\[\\d \\d\\.[\\dE-]+, \\d \\d\\.[\\dE-]+, \\d \\d\\.[\\dE-]+]");
    assertThat(newcomer.folder().resolve("digits-mlp/model.safetensors")).exists();
    assertThat(newcomer.folder().resolve("digits-by-hand/model.safetensors")).exists();
  }

  @Test
  void thePageOnTrainingIsOneProgram() throws IOException {
    List<Page.Block> blocks = Page.read("docs/training.md").in("java");
    assertThat(blocks).hasSizeGreaterThan(2);
    assertThat(compiled(blocks.stream().map(Page.Block::code).collect(Collectors.joining())))
        .isEmpty();
  }

  @Test
  void theProgramOfTheCookbookCompiles() throws IOException {
    List<Page.Block> blocks = Page.read("docs/cookbook.md").in("java");
    assertThat(blocks).hasSize(1);
    assertThat(compiled(blocks.getFirst().code())).isEmpty();
  }

  @Test
  void namesThatClashAreImportedOneByOne() throws IOException {
    String code = Page.read("docs/java.md").block("Names that clash", "java").code();
    assertThat(compiled(code)).isEmpty();

    assertThat(compiled(code.replace("import org.atled.nn.Module;\n", "")))
        .contains("cannot inherit from final Module");
    assertThat(compiled(code.replace("import org.atled.core.tensor.Parameter;\n", "")))
        .contains("reference to Parameter is ambiguous");
  }
}
