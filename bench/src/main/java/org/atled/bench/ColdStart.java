package org.atled.bench;

import java.util.Optional;
import org.atled.core.spi.Backends;

/**
 * A fresh JVM, from the call that starts it to its end after the first step of {@code mlp-sgd}:
 * what a program pays that trains for one step. The parent measures it.
 */
record ColdStart() implements Workload {
  @Override
  public String name() {
    return "coldstart";
  }

  @Override
  public String shape() {
    return "first step of mlp-sgd";
  }

  @Override
  public Row measure(Effort effort) {
    int threads = Backends.current().threads();
    FreshJvm jvm = new FreshJvm(InFreshJvm.class);
    if (effort.mostWarmUp() > 0) {
      jvm.run(InFreshJvm.step(threads)); // brings the jars into the system's cache of files
    }
    double[] seconds = new double[effort.repetitions()];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = jvm.run(InFreshJvm.step(threads));
    }
    return Row.of(this, threads, Times.ofSeconds(seconds), Optional.empty());
  }

  @Override
  public Optional<Demand> demand() {
    return Optional.empty();
  }
}
