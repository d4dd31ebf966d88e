package org.atled.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Somebody who types what a page says, in a folder that stands for that of Atled: it has the
 * command {@code ./atled}, and Maven finds there a local repository of its own.
 *
 * @param options of every JVM
 */
record Newcomer(Path folder, String options) {
  /** Of JVMs that end before HotSpot's second compiler has made anything faster. */
  static final String BRIEF = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  private static final long MINUTES = 10;

  /** Makes the folder anew. */
  static Newcomer in(Path folder, String options) throws IOException {
    if (Files.exists(folder)) {
      delete(folder);
    }
    Files.createDirectories(folder.resolve(".mvn"));
    Path target = Page.ROOT.resolve("consumer-test/target");
    Path settings = folder.resolve("settings.xml");
    String repository = Path.of(property("maven.repository")).toUri().toString();
    Files.writeString(
        settings,
        Files.readString(Page.ROOT.resolve("consumer-test/settings.xml"))
            .replace("@localRepositoryUrl@", repository));
    Files.writeString(
        folder.resolve(".mvn/maven.config"),
        String.join(
            "\n",
            "--batch-mode",
            "--no-transfer-progress",
            "--settings=" + settings,
            "-Dmaven.repo.local=" + target.resolve("repository")));

    Path cli = Page.ROOT.resolve("cli/target");
    Path command = folder.resolve("atled");
    Files.writeString(
        command,
        """
        #!/bin/sh
        exec java --module-path '%s' --module org.atled.cli/org.atled.cli.Main "$@"
        """
            .formatted(jar(cli) + File.pathSeparator + cli.resolve("lib")));
    assertThat(command.toFile().setExecutable(true)).isTrue();
    return new Newcomer(folder, options);
  }

  private static Path jar(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .filter(file -> !file.toString().matches(".*-(sources|javadoc)\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  /** Types the commands under a heading of a page. */
  String goes(Page page, String heading) throws IOException, InterruptedException {
    return types(page.block(heading, "sh").code(), "");
  }

  /** The text of a file in the folder. */
  String file(String path) throws IOException {
    return Files.readString(folder.resolve(path)).replace("\r\n", "\n");
  }

  /** Runs lines in the folder; gives what they print, after they all have succeeded. */
  String types(String lines, String input) throws IOException, InterruptedException {
    Path in = Files.writeString(folder.resolve("input.txt"), input);
    Path out = folder.resolve("output.txt");
    ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-x", "-c", lines);
    Map<String, String> environment = shell.environment();
    environment.put(
        "PATH",
        String.join(
            File.pathSeparator,
            Path.of(property("java.home"), "bin").toString(),
            Path.of(property("maven.home"), "bin").toString(),
            environment.getOrDefault("PATH", "")));
    // Maven runs on what runs it now; the JDK is its toolchain's affair.
    environment.put("JAVA_HOME", property("maven.java.home"));
    environment.put("JAVA_TOOL_OPTIONS", options);
    Process process =
        shell
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .start();
    try {
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      String printed = Files.readString(out);
      assertThat(ended).as("ended in time:%n%s", printed).isTrue();
      assertThat(process.exitValue()).as("exit code of%n%s%n%s", lines, printed).isZero();
      return printed;
    } finally {
      process.destroyForcibly();
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path visited, @org.jspecify.annotations.Nullable IOException e) throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
