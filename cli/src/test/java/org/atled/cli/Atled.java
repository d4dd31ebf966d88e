package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonPlace;

/** Runs commands as a user does, but in this process. */
record Atled(int exitCode, String out, String err) {
  /** In a pipe, with nothing on standard input. */
  static Atled run(String... args) {
    return run(new ByteArrayInputStream(new byte[0]), false, args);
  }

  /**
   * With this on standard input.
   *
   * @param watched whether somebody sits at a terminal
   */
  static Atled run(InputStream in, boolean watched, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Streams streams = new Streams(in, new PrintWriter(out), new PrintWriter(err), watched);
    int exitCode = Main.run(streams, args);
    return new Atled(exitCode, out.toString(), err.toString());
  }

  /** Runs a command that must succeed. */
  static Atled done(String... args) {
    return run(args).succeeded();
  }

  /** It must have succeeded. */
  Atled succeeded() {
    assertThat(err).isEmpty();
    assertThat(exitCode).isZero();
    return this;
  }

  /** The last line on standard output, read as JSON. */
  JsonPlace json() {
    String last = out.strip().lines().reduce("", (before, line) -> line);
    return new JsonPlace(Json.parse(last, "standard output"), "standard output", "");
  }

  /** It must have said this one line and nothing else on standard error. */
  void failed(int code, String message) {
    assertThat(err).isEqualTo("atled: " + message + System.lineSeparator());
    assertThat(exitCode).isEqualTo(code);
  }
}
