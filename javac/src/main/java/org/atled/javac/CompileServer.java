package org.atled.javac;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Compiles what it is asked to on its standard input until that ends, each on a thread of its own.
 */
final class CompileServer {
  /** Stands before each answer: anything else on the standard output is none. */
  static final int ANSWER = 0x0A71ED;

  private CompileServer() {}

  public static void main(String[] args) throws IOException {
    DataInputStream questions = new DataInputStream(new BufferedInputStream(System.in));
    DataOutputStream answers = new DataOutputStream(System.out);
    // Nothing that a plugin prints comes between the answers.
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    try {
      while (true) {
        int question = questions.readInt();
        String[] options = options(questions);
        Thread thread = new Thread(() -> answer(javac, question, options, answers), "javac");
        thread.setDaemon(true);
        thread.start();
      }
    } catch (EOFException e) {
      // Maven is gone: the threads are daemons.
    }
  }

  private static String[] options(DataInputStream questions) throws IOException {
    List<String> options = new ArrayList<>();
    for (int left = questions.readInt(); left > 0; left--) {
      options.add(new String(questions.readNBytes(questions.readInt()), StandardCharsets.UTF_8));
    }
    options.add("-XDprocloader=" + KeptLoader.class.getName());
    return options.toArray(new String[0]);
  }

  private static void answer(
      JavaCompiler javac, int question, String[] options, DataOutputStream answers) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    String complaint;
    try {
      boolean compiles = javac.run(null, said, said, options) == 0;
      complaint = said.size() == 0 && !compiles ? "nothing" : said.toString();
    } catch (Throwable e) {
      complaint = e.toString();
    }
    try {
      synchronized (answers) {
        answers.writeInt(ANSWER);
        answers.writeInt(question);
        // All that a modified UTF-8 of 65,535 bytes has room for, whatever the letters.
        answers.writeUTF(complaint.substring(0, Math.min(complaint.length(), 20_000)));
        answers.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
