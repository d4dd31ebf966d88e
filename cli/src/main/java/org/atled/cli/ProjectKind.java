package org.atled.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the program of a new project is compiled and run. The templates are of the first kind. */
enum ProjectKind {
  /** By Maven, as a module. */
  MODULE_PATH,
  /** By Maven, without a module descriptor. */
  CLASS_PATH,
  /** By java alone: one compact source file beside a folder of jars. */
  SINGLE_FILE;

  private static final String DESCRIPTOR = "src/main/java/module-info.java";
  private static final String PROGRAM = "src/main/java/com/example/Moons.java";
  private static final String TEST = "src/test/java/com/example/MoonsTest.java";

  private static final String MODULE_IMPORT =
      """
      import module org.atled.train;

      import java.nio.file.Path;
      """;
  private static final String PACKAGE_IMPORTS =
      """
      import java.nio.file.Path;
      import org.atled.core.random.Seed;
      import org.atled.core.tensor.Tensor;
      import org.atled.data.*;
      import org.atled.nn.*;
      import org.atled.nn.layer.*;
      import org.atled.nn.optim.*;
      import org.atled.train.*;
      """;

  private static final String RUN_MODULE =
      """
                  <argument>--module-path</argument>
                  <modulepath/>
                  <argument>--module</argument>
                  <argument>com.example/com.example.Moons</argument>
      """;
  private static final String RUN_CLASS =
      """
                  <argument>--add-modules=jdk.incubator.vector</argument>
                  <argument>--class-path</argument>
                  <classpath/>
                  <argument>com.example.Moons</argument>
      """;

  /** The texts of its files, by their paths in the project. */
  Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    switch (this) {
      case MODULE_PATH -> {
        files.put("pom.xml", template("maven/pom.xml"));
        files.put(DESCRIPTOR, template("maven/" + DESCRIPTOR));
        files.put(PROGRAM, template("maven/" + PROGRAM));
      }
      case CLASS_PATH -> {
        files.put("pom.xml", replaced(template("maven/pom.xml"), RUN_MODULE, RUN_CLASS));
        files.put(PROGRAM, replaced(template("maven/" + PROGRAM), MODULE_IMPORT, PACKAGE_IMPORTS));
      }
      case SINGLE_FILE -> {
        files.put("Main.java", template("single-file/Main.java"));
        return files;
      }
    }
    files.put(TEST, template("maven/" + TEST));
    files.put(".gitignore", template("maven/gitignore"));
    return files;
  }

  /** What is typed in the project's folder. */
  List<String> commands() {
    return switch (this) {
      case MODULE_PATH, CLASS_PATH -> List.of("mvn test", "mvn compile exec:exec");
      case SINGLE_FILE -> List.of("java --module-path lib --add-modules org.atled.train Main.java");
    };
  }

  private static String replaced(String text, String part, String by) {
    if (!text.contains(part)) {
      throw new IllegalStateException("The template lacks: " + part);
    }
    return text.replace(part, by);
  }

  private static String template(String name) {
    try (@Nullable InputStream in = ProjectKind.class.getResourceAsStream("project/" + name)) {
      if (in == null) {
        throw new IllegalStateException("The command lacks its template " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
