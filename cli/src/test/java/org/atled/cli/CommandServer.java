package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Runs one command after the other in one JVM: to start is most of what a short one takes. {@link
 * #LAUNCHER} asks it, through pipes with names in the folder where it stands, and prints by the
 * asker's own streams, as a command of its own JVM would.
 */
final class CommandServer {
  /** Sends its process's number and its arguments, waits for the exit code, and exits with it. */
  static final String LAUNCHER =
      """
      #!/bin/sh
      folder=$(dirname "$0")
      printf '%s\\0' $$ "$@" > "$folder/.asked"
      exit "$(cat "$folder/.answered")"
      """;

  /** Where stands what it has to say itself. */
  static final String LOG = ".said";

  private CommandServer() {}

  /** Whether this system shows a process's streams to others, as Linux does. */
  static boolean isPossible() {
    return Files.isWritable(Path.of("/proc/self/fd/1"));
  }

  /** Makes what it is asked through, in an empty folder. */
  static void makePipes(Path folder) throws IOException, InterruptedException {
    Process made =
        new ProcessBuilder("mkfifo", ".asked", ".answered")
            .directory(folder.toFile())
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
  }

  /** Until the process that started it has ended, in the folder where it was started. */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    Thread.ofPlatform().daemon().start(CommandServer::endWithParent);
    try {
      while (true) {
        String asked = Files.readString(Path.of(".asked"));
        List<String> words = Arrays.asList(asked.split("\0", -1));
        int exitCode = run(words.getFirst(), words.subList(1, words.size() - 1));
        Files.writeString(Path.of(".answered"), Integer.toString(exitCode));
      }
    } catch (Throwable e) {
      // Whatever threads a command has left must not keep the JVM from ending.
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  /** Nobody writes to the standard input: it ends with the process that holds it. */
  private static void endWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      e.printStackTrace();
    }
    Runtime.getRuntime().halt(1);
  }

  private static int run(String process, List<String> args) throws IOException {
    // Opened to append: a file may hold what commands before this one have printed.
    try (FileOutputStream out = new FileOutputStream("/proc/" + process + "/fd/1", true);
        FileOutputStream err = new FileOutputStream("/proc/" + process + "/fd/2", true)) {
      Output results = Output.results(out, StandardCharsets.UTF_8, args.contains("--json"));
      Output messages = Output.messages(err, StandardCharsets.UTF_8);
      Streams streams =
          new Streams(
              InputStream.nullInputStream(),
              new PrintWriter(results, true),
              new PrintWriter(messages, true),
              false);
      return Main.run(streams, args.toArray(new String[0]));
    }
  }
}
