package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonPlace;

/** Runs commands as a user does, but in this process. */
record Atled(int exitCode, String out, String err) {
  static Atled run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), args);
    return new Atled(exitCode, out.toString(), err.toString());
  }

  /** Runs a command that must succeed. */
  static Atled done(String... args) {
    Atled ran = run(args);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    return ran;
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
