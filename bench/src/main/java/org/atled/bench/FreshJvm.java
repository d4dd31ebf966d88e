package org.atled.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;

/**
 * Starts the same Java with the same options as this one: its heap, its collector, its module path
 * and class path.
 *
 * @param main the class to start; found in its module, or else on the class path
 */
record FreshJvm(Class<?> main) {
  /** What belongs to this process alone: its own main module, debuggers and agents. */
  private static final List<String> OWN =
      List.of("-Djdk.module.main", "-agentlib:", "-agentpath:", "-javaagent:", "-Xrun");

  /**
   * Runs it to its end.
   *
   * @return the seconds that it took, from before it was started
   * @throws AtledException with what it said, if it failed
   */
  double run(List<String> arguments) {
    try (Answer words = Answer.create()) {
      ProcessBuilder builder =
          new ProcessBuilder(command(arguments))
              .redirectErrorStream(true)
              .redirectOutput(words.file().toFile());
      long start = System.nanoTime();
      int exitCode = end(builder.start());
      double seconds = 1e-9 * (System.nanoTime() - start);
      if (exitCode != 0) {
        throw new AtledException(
            "A JVM started for a benchmark ended with "
                + exitCode
                + " and said: "
                + words.text().strip());
      }
      return seconds;
    } catch (IOException e) {
      throw new AtledException(
          "A JVM for a benchmark could not be started: " + e.getMessage() + ".", e);
    }
  }

  private static int end(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new StateException("The benchmark was interrupted; start it again.");
    }
  }

  List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    command.add(ProcessHandle.current().info().command().orElse(java));
    command.addAll(inherited(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    String classPath = System.getProperty("java.class.path", "");
    if (!classPath.isEmpty()) {
      command.addAll(List.of("-cp", classPath));
    }
    String module = main.getModule().getName();
    command.addAll(
        module == null ? List.of(main.getName()) : List.of("-m", module + "/" + main.getName()));
    command.addAll(arguments);
    return command;
  }

  static List<String> inherited(List<String> options) {
    return options.stream().filter(option -> OWN.stream().noneMatch(option::startsWith)).toList();
  }

  /** Arguments as text. */
  static List<String> arguments(Object... parts) {
    return Stream.of(parts).map(Object::toString).toList();
  }
}
