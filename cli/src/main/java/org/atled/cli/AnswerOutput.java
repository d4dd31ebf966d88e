package org.atled.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.atled.formats.file.AtomicFile;

/**
 * Where answers go: to a file, or to whoever reads the standard output.
 *
 * @param file if one is named
 * @param json whether the standard output is read by a program
 * @param watched whether somebody sees it at a terminal
 */
record AnswerOutput(Optional<Path> file, boolean json, boolean watched, PrintWriter standard) {
  /** So many answers does somebody at a terminal see. */
  private static final int SHOWN = 10;

  /** Writes text piece by piece, of which there may be more than the heap holds. */
  @FunctionalInterface
  interface Lines {
    void to(Writer out) throws IOException;
  }

  /** The same of one object of JSON. */
  @FunctionalInterface
  interface Members {
    void to(JsonLine out) throws IOException;
  }

  /** Writes what there is to a file if one is given, and prints it if not. */
  int print(Answers all, Lines text, Members members) {
    file.ifPresent(path -> {
      if (isNpy(path)) {
        all.writeNpy(path);
      } else {
        AtomicFile.write(path, bytes -> write(bytes, text));
      }
    });
    if (json) {
      printJson(members);
    } else if (file.isPresent()) {
      standard.println("wrote " + file.get());
    } else {
      print(text);
    }
    return 0;
  }

  /** Prints a table of answers, and writes their numbers to a file if one is given. */
  int examples(Answers answers) {
    file.ifPresent(answers::writeNpy);
    if (json) {
      printJson(answers::write);
      return 0;
    }
    int shown = watched ? SHOWN : answers.count();
    standard.println(answers.table(shown));
    if (answers.count() > shown) {
      standard.println(
          "and %s more%s"
              .formatted(
                  Text.grouped(answers.count() - shown),
                  file.isPresent() ? "" : "; -o OUT.npy writes all, a pipe or --json gets all"));
    }
    file.ifPresent(path -> standard.println("wrote " + path));
    return 0;
  }

  static boolean isNpy(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
  }

  private static void write(OutputStream bytes, Lines text) throws IOException {
    Writer out = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
    text.to(out);
    out.flush();
  }

  private void printJson(Members members) {
    print(out -> {
      JsonLine line = new JsonLine(out);
      members.to(line);
      line.end();
    });
    standard.println();
  }

  private void print(Lines text) {
    try {
      text.to(standard);
    } catch (IOException e) {
      throw new UncheckedIOException("What prints keeps its errors.", e);
    }
  }
}
