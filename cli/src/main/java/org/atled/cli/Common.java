package org.atled.cli;

import picocli.CommandLine.Option;

/** Options that every command has. */
final class Common {
  @Option(names = "--json", description = "Print one JSON object on standard output.")
  boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  // Read by Failures from the arguments themselves: it must work when they cannot be parsed.
  @Option(names = "--debug", description = "With an error show where in the code it arose.")
  boolean debug;
}
