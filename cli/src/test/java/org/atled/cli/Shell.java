package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Runs commands as people do, in a folder where {@code ./atled} is this build.
 *
 * @param launcher the script {@code ./atled}
 * @param server what runs all commands, where each has no JVM of its own
 */
record Shell(Path folder, String launcher, Optional<Process> server) implements AutoCloseable {

  private static final String INCUBATOR = "WARNING: Using incubator modules";

  /**
   * Each command has a JVM of its own.
   *
   * @param options of the JVM
   */
  static Shell ofProcesses(Path folder, List<String> options) {
    String command = String.join("' '", java(options));
    return new Shell(folder, "#!/bin/sh\nexec '" + command + "' \"$@\"\n", Optional.empty());
  }

  /** One JVM runs all commands, one after the other. */
  static Shell ofOneProcess(Path folder, List<String> options)
      throws IOException, InterruptedException {
    CommandServer.makePipes(folder);
    Process server =
        new ProcessBuilder(java(options, CommandServer.class))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(CommandServer.LOG).toFile())
            .start();
    return new Shell(folder, CommandServer.LAUNCHER, Optional.of(server));
  }

  /** This test's own modules, on a JVM of their own, which has these options. */
  static List<String> java(List<String> options) {
    return java(options, Main.class);
  }

  private static List<String> java(List<String> options, Class<?> main) {
    String modules = System.getProperty("jdk.module.path", "");
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options);
    if (modules.isEmpty()) {
      words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    } else {
      words.addAll(List.of("-p", modules));
      if (main != Main.class) {
        words.addAll(List.of("--patch-module", "org.atled.cli=" + classes(main)));
      }
      words.addAll(List.of("-m", "org.atled.cli/" + main.getName()));
    }
    return words;
  }

  /** The folder of this test's classes, which are patched into the module. */
  private static Path classes(Class<?> type) {
    try {
      URI file = type.getResource(type.getSimpleName() + ".class").toURI();
      return Path.of(file).resolve("../../../..").normalize();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Runs lines, which must all succeed.
   *
   * @return what they print, with {@code $ATLED_DATA} in the place of that folder, and without what
   *     the JVM says of itself
   */
  List<String> run(List<String> lines) throws IOException, InterruptedException {
    if (server.isPresent() && !server.get().isAlive()) {
      throw new AssertionError("The JVM that runs the commands has ended: " + said());
    }
    Path command = Files.writeString(folder.resolve("atled"), launcher);
    assertThat(command.toFile().setExecutable(true)).isTrue();
    Process process =
        new ProcessBuilder("sh", "-e", "-c", String.join("\n", lines))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    // Its lines would wait for an answer for ever.
    Optional<CompletableFuture<Void>> watch =
        server.map(jvm -> jvm.onExit().thenRun(() -> end(process)));
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.waitFor();
    watch.ifPresent(future -> future.cancel(false));
    assertThat(exitCode).as("%s%s", printed, said()).isZero();
    assertThat(said()).as("what no command prints").isEmpty();
    String data = Optional.ofNullable(System.getenv("ATLED_DATA")).orElse("$ATLED_DATA");
    return printed
        .replace(data, "$ATLED_DATA")
        .lines()
        .filter(line -> !line.startsWith(INCUBATOR))
        .map(String::stripTrailing)
        .toList();
  }

  /** What the JVM of all commands has to say that none of them prints by its own streams. */
  private String said() throws IOException {
    if (server.isEmpty()) {
      return "";
    }
    return Files.readAllLines(folder.resolve(CommandServer.LOG)).stream()
        .filter(line -> !line.startsWith(INCUBATOR))
        .collect(Collectors.joining("\n"));
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() {
    server.ifPresent(Process::destroyForcibly);
  }
}
