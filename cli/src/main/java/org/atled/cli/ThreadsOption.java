package org.atled.cli;

import java.util.Optional;
import org.atled.cpu.Cpu;
import picocli.CommandLine.Option;

/** How many threads compute, of commands that compute with a model. */
final class ThreadsOption {
  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Numbers.Threads.class,
      description = "Threads to compute with (default: all cores); changes no result.")
  Optional<Integer> count = Optional.empty();

  /** Computes with as many from now on. */
  void apply() {
    count.ifPresent(Cpu::setThreads);
  }
}
