package org.atled.javac;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A JVM that runs {@link CompileServer}, which is asked through its standard input and answers on
 * its standard output, several questions at a time: modules are built side by side. It ends with
 * the process that started it.
 */
final class CompileProcess {
  /** What a JVM itself has to say must not come between the answers. */
  private static final List<String> QUIET =
      List.of("-Xlog:disable", "-Xlog:all=warning:stderr", "-XX:+DisplayVMOutputToStderr");

  private final Process process;
  private final DataOutputStream questions;
  private final Map<Integer, CompletableFuture<String>> open = new HashMap<>();
  private int asked;
  private String end = "";

  CompileProcess(List<String> command) throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    questions = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    DataInputStream answers =
        new DataInputStream(new BufferedInputStream(process.getInputStream()));
    Thread reader = new Thread(() -> read(answers), "javac-warm");
    reader.setDaemon(true);
    reader.start();
  }

  /** The command that runs a server by the Java whose javac is {@code executable}. */
  static List<String> command(String executable, List<String> flags) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(executable).resolveSibling("java").toString());
    command.addAll(flags);
    command.addAll(QUIET);
    command.add("-cp");
    try {
      command.add(
          Path.of(CompileServer.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .toString());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    command.add(CompileServer.class.getName());
    return command;
  }

  /** Whether it answers no more. */
  synchronized boolean hasEnded() {
    return !end.isEmpty();
  }

  /** Calls javac with {@code options}: what it said against it, nothing if it compiles. */
  String compile(List<String> options) throws IOException {
    CompletableFuture<String> answer = new CompletableFuture<>();
    synchronized (this) {
      if (hasEnded()) {
        return end;
      }
      int question = asked++;
      open.put(question, answer);
      questions.writeInt(question);
      questions.writeInt(options.size());
      for (String option : options) {
        byte[] bytes = option.getBytes(StandardCharsets.UTF_8);
        questions.writeInt(bytes.length);
        questions.write(bytes);
      }
      questions.flush();
    }
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private void read(DataInputStream answers) {
    String reason;
    try {
      while (answers.readInt() == CompileServer.ANSWER) {
        int question = answers.readInt();
        String complaint = answers.readUTF();
        synchronized (this) {
          open.remove(question).complete(complaint);
        }
      }
      reason = "its answers are no answers";
    } catch (IOException | RuntimeException e) {
      reason = "its JVM has ended (" + e + ")";
    }
    process.destroy();
    synchronized (this) {
      end = reason;
      open.values().forEach(answer -> answer.complete(end));
      open.clear();
    }
  }
}
