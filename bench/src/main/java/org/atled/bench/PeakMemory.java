package org.atled.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.atled.core.error.AtledException;
import org.atled.core.spi.Backends;

/**
 * The most memory that a fresh JVM holds which takes some steps of a training; the median of
 * several JVMs, and their times from start to end. On Linux it is the process's resident memory,
 * VmHWM; elsewhere what the JVM's memory pools had committed at their peaks, without its threads
 * and its own structures. The shape says which.
 */
record PeakMemory(Trained trained) implements Workload {
  /** What is trained. */
  enum Trained {
    /** {@code mlp-adam}. */
    MLP("memory", Training.ADAM.shape(), 260, () -> Training.ADAM.planned(Integer.MAX_VALUE)),
    /** {@code resnet}. */
    RESNET(
        "memory-resnet",
        ImageTraining.RESNET.shape(),
        30,
        () -> ImageTraining.RESNET.planned(Integer.MAX_VALUE)),
    /** {@code gpt}. */
    GPT(
        "memory-gpt",
        LanguageTraining.shape(),
        30,
        () -> LanguageTraining.planned(Integer.MAX_VALUE)),
    ATTENTION_2048(2048),
    ATTENTION_4096(4096),
    ATTENTION_8192(8192),
    ATTENTION_16384(16_384);

    /** {@code attention} at lengths that double. */
    static final List<Trained> ATTENTION =
        List.of(ATTENTION_2048, ATTENTION_4096, ATTENTION_8192, ATTENTION_16384);

    private final String title;
    private final String shape;
    private final int steps;
    private final Supplier<Planned> planned;

    Trained(String title, String shape, int steps, Supplier<Planned> planned) {
      this.title = title;
      this.shape = shape;
      this.steps = steps;
      this.planned = planned;
    }

    Trained(int length) {
      this(
          "memory-attention",
          new AttentionStep(1, 8, length, 64).shape(),
          2,
          () -> new AttentionStep(1, 8, length, 64).planned());
    }

    /** Takes steps of a new one. */
    void take(int steps) {
      Planned task = planned.get();
      for (int i = 0; i < steps; i++) {
        task.run(i);
      }
    }
  }

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmHWM:";
  private static final double MEBI = 1 << 20;

  @Override
  public String name() {
    return trained.title;
  }

  @Override
  public String shape() {
    return trained.shape + (Files.isReadable(STATUS) ? " VmHWM" : " committed");
  }

  @Override
  public Row measure(Effort effort) {
    int threads = Backends.current().threads();
    FreshJvm jvm = new FreshJvm(InFreshJvm.class);
    int steps = Math.min(trained.steps, effort.mostIterations());
    double[] seconds = new double[effort.repetitions()];
    double[] peaks = new double[effort.repetitions()];
    for (int i = 0; i < seconds.length; i++) {
      try (Answer answer = Answer.create()) {
        seconds[i] = jvm.run(InFreshJvm.memory(threads, trained, steps, answer.file()));
        peaks[i] = Double.parseDouble(answer.text().strip()) / MEBI;
      }
    }
    Rate peak = new Rate(Rate.Unit.PEAK_MB, Times.median(peaks));
    return Row.of(this, threads, Times.ofSeconds(seconds), Optional.of(peak));
  }

  @Override
  public Optional<Demand> demand() {
    return Optional.empty();
  }

  /** Of this process so far, in bytes. */
  static long ofThisProcess() {
    return resident()
        .orElseGet(() ->
            ManagementFactory.getMemoryPoolMXBeans().stream()
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getCommitted())
                .sum());
  }

  private static Optional<Long> resident() {
    if (!Files.isReadable(STATUS)) {
      return Optional.empty();
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(RESIDENT))
          .map(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      throw new AtledException(STATUS + " could not be read: " + e.getMessage(), e);
    }
  }
}
