package org.atled.cli;

import java.util.Optional;
import org.atled.core.random.Seed;
import picocli.CommandLine.Option;

/** What decides all that a command draws at random. */
final class SeedOption {
  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = Numbers.SeedNumber.class,
      description =
          "Decides all that is drawn at random; the same seed gives the same bits (default: 0).")
  Optional<Long> number = Optional.empty();

  long value() {
    return number.orElse(0L);
  }

  Seed seed() {
    return Seed.of(value());
  }
}
