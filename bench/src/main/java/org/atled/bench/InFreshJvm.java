package org.atled.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.atled.core.error.ArgumentException;
import org.atled.cpu.Cpu;

/** What a JVM does that was started for a benchmark. */
public final class InFreshJvm {
  private static final String STEP = "step";
  private static final String MEMORY = "memory";
  private static final String ROWS = "rows";

  private InFreshJvm() {}

  /** The first step of mlp-sgd. */
  static List<String> step(int threads) {
    return FreshJvm.arguments(STEP, threads);
  }

  /** Steps of a training, then the memory that they took, in bytes, into a file. */
  static List<String> memory(int threads, PeakMemory.Trained trained, int steps, Path answer) {
    return FreshJvm.arguments(MEMORY, threads, trained.name(), steps, answer);
  }

  /** Rows of benchmarks as JSON, a line each, into a file. */
  static List<String> rows(int threads, Effort effort, Selection selection, Path answer) {
    String names = selection.benchmarks().stream().map(Enum::name).collect(Collectors.joining(","));
    List<Object> arguments = new ArrayList<>(List.of(ROWS, threads, effort.text(), names, answer));
    arguments.addAll(selection.only());
    return FreshJvm.arguments(arguments.toArray());
  }

  /** Called by {@link FreshJvm} alone. */
  public static void main(String[] args) {
    Cpu.setThreads(Integer.parseInt(args[1]));
    switch (args[0]) {
      case STEP -> Training.SGD.task(1).run(0);
      case MEMORY -> {
        PeakMemory.Trained.valueOf(args[2]).take(Integer.parseInt(args[3]));
        new Answer(Path.of(args[4])).write(Long.toString(PeakMemory.ofThisProcess()));
      }
      case ROWS -> {
        Effort effort = Effort.parse(args[2]);
        List<Benchmark> benchmarks =
            Arrays.stream(args[3].split(",", -1)).map(Benchmark::valueOf).toList();
        List<String> only = Arrays.asList(args).subList(5, args.length);
        String rows =
            new Selection(benchmarks, only)
                .workloads().stream()
                    .map(workload -> workload.measure(effort).json().compact())
                    .collect(Collectors.joining("\n"));
        new Answer(Path.of(args[4])).write(rows);
      }
      default -> throw new ArgumentException("InFreshJvm knows no \"" + args[0] + "\".");
    }
  }
}
