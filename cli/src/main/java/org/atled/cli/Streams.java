package org.atled.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command reads and where it prints.
 *
 * @param watched whether the output goes to somebody at a terminal, not to a file or a program
 */
record Streams(InputStream in, PrintWriter out, PrintWriter err, boolean watched) {
  /** Those of a running command. */
  static Streams of(CommandSpec spec) {
    return ((Main) spec.root().userObject()).streams();
  }
}
