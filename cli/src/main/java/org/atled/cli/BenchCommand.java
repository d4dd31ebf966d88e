package org.atled.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.atled.bench.Benchmark;
import org.atled.bench.Effort;
import org.atled.bench.Forks;
import org.atled.bench.Roofline;
import org.atled.bench.Row;
import org.atled.bench.Selection;
import org.atled.bench.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code atled bench}. */
@SuppressWarnings("NullAway.Init")
@Command(
    name = "bench",
    sortOptions = false,
    description = {
      "Measure how fast Atled is on this machine.",
      "",
      "  gemm       matrix products m x k x n: squares of 128 to 2048, and those",
      "             of three layers, where n is a matrix as it lies in memory",
      "             and t a transposed view",
      "  ops        single operations: functions of 1,000,000 and of 10,000",
      "             floats, reductions, softmax, running sums, sorting, many",
      "             small matrix products, gathering and adding rows",
      "  mlp-sgd    a step of 784-100-10 without bias, batch 100, plain SGD",
      "  mlp-adam   a step of 784-512-512-10, batch 128, Adam",
      "  cnn        a step of two convolutions with poolings and two linear layers",
      "             on 1x28x28, batch 64, Adam",
      "  resnet     a step of resnet:14,32 on 3x32x32, batch 32, SGD with momentum",
      "  gpt        a step of a language model of 4 layers, width 128, 4 heads, 65",
      "             tokens, context 128, batch 16, AdamW",
      "  generate   a step of writing with a cache of 128: 12 layers of width 768, with",
      "             weights of float32 and of int8",
      "  attention  causal attention, forward and backward, of 8 heads of 64 at",
      "             2,048 steps, and of 16x4 heads of 32 at 128",
      "  lstm       a step of a language model: 65 characters, two layers of 256,",
      "             batch 32, 128 steps, Adam",
      "  unet       a step of the U-Net of diffusion, width 24, on 1x28x28 in 10",
      "             classes, batch 64, Adam",
      "  conv       the convolutions of ResNet-18 at 224x224, batch 8 and 1: forward,",
      "             and their gradients by input and weight",
      "  optimizer  the step alone, over 10,000,000 parameters in ten matrices: SGD",
      "             with momentum, Adam, AdamW, Lion, Muon; and copies that move as",
      "             many bytes as each of them but Muon",
      "  checkpoint by how much longer a step takes for a checkpoint of 100 MB",
      "  images     the images of a batch of resnet decoded, and augmented, on one",
      "             thread, beside a step of it",
      "  latency    one example through the network of mlp-adam",
      "  resnet18   one image of 224x224 through resnet:18",
      "  chain      ten element-wise operations over 10,000,000 floats: times",
      "             1.5, plus 0.5, relu, times x, minus 0.25, abs, sqrt, plus x,",
      "             maximum with -1, neg",
      "  plan       recording and planning a step of 1,000 to 50,000 kernels",
      "  coldstart  a fresh JVM from its start to its end after the first step",
      "             of mlp-sgd",
      "  memory     the most memory of a fresh JVM in 260 steps of mlp-adam",
      "  memory-resnet  the same in 30 steps of resnet",
      "  memory-gpt     the same in 30 steps of gpt",
      "  memory-attention  the same in 2 steps of attention at 2,048 to 16,384 steps",
      "",
      "All but checkpoint, images, generate, plan and coldstart run as plans,",
      "gemm, ops and conv into memory that is used again; operation by operation:",
      "  gemm-eager      as gemm, with a new tensor for each result",
      "  ops-eager       as ops, the same",
      "  mlp-sgd-eager   as mlp-sgd",
      "  mlp-adam-eager  as mlp-adam",
      "  latency-eager   as latency",
      "  chain-eager     as chain",
      "",
      "Each row is warmed up for 3 to 60 seconds, until it gets no faster and compilers rest,"
          + " and then repeated 7 times for at least 300 ms (coldstart and those of memory: 7"
          + " JVMs); the times are milliseconds of one iteration. Leave the machine alone"
          + " meanwhile.",
      ""
    },
    footer = {
      "",
      "With --json each row is an object on a line of its own:",
      "  name, shape, threads",
      "  median_ms, min_ms, max_ms  of the repetitions",
      "  gflops   gemm: 2 m k n; mlp-*: the products of forward and backward pass;",
      "           cnn, resnet, gpt, lstm, unet, muon: all arithmetic; conv, attention: its",
      "           multiply-adds, each twice",
      "  gbps     generate: each weight and each of the cache read once;",
      "           chain: 8 bytes a float; chain-eager: 8 bytes a float for an",
      "           operation with one tensor, 12 for one with two, 88 together;",
      "           ops: each input and each result once; optimizer: what is read and",
      "           written",
      "  p99_us   latency, resnet18: 99 of 100 calls take less",
      "  percent_of_step  images: the median in hundredths of a step of resnet",
      "  kernel_us  plan: the median divided by the kernels that are recorded",
      "  peak_mb  memory: resident (VmHWM) on Linux, elsewhere what was committed",
      "  forks, worst_ms, worst_over_median  with --forks",
      "  bound, share  with --roofline: fma, memory or dispatch, the fixed cost of",
      "           operations; and the time that it takes at least over the median",
      "",
      "For example: atled bench gemm latency --threads 1 --forks 5",
      "             atled bench ops --only softmax,layerNorm --roofline"
    })
final class BenchCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  // Read in call(): picocli takes a name that a converter refuses for the end of the list.
  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Which of them (default: all).")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--only",
      paramLabel = "WORD",
      split = ",",
      description =
          "Only rows whose shape has this word (or one of several): an operation, a size.")
  List<String> only = new ArrayList<>();

  @Mixin ThreadsOption threads;

  @Option(
      names = "--forks",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "Repeat in N fresh JVMs, one after the other: the times are the median of their medians,"
              + " the least and the greatest of all, and beside them the worst median.")
  Optional<Integer> forks = Optional.empty();

  @Option(
      names = "--roofline",
      description =
          "Measure first what the machine allows (multiply-adds, caches, memory), and say what"
              + " binds each row and how near it is.")
  boolean roofline;

  @Option(
      names = "--explain",
      description =
          "Print the plans: each loop, the operations in it and the lines that they come from.")
  boolean explain;

  @Option(
      names = "--profile",
      description =
          "Measure the loops of each plan, too: the time of each, and how near it is to what the"
              + " machine allows.")
  boolean profile;

  @Mixin Common common;

  @Override
  public Integer call() {
    List<Benchmark> chosen =
        names.isEmpty()
            ? List.of(Benchmark.values())
            : names.stream().map(this::named).distinct().toList();
    Selection selection = new Selection(chosen, only);
    only.forEach(word -> check(word, chosen));
    threads.apply();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter people = common.json ? spec.commandLine().getErr() : out;
    BenchReport report = new BenchReport(out, people, common.json);
    run(report, selection, Effort.usual());
    return 0;
  }

  void run(BenchReport report, Selection selection, Effort effort) {
    report.say(effort.describe());
    Optional<Roofline> limits =
        roofline || profile ? Optional.of(Roofline.measure()) : Optional.empty();
    limits.ifPresent(found -> found.rows().forEach(report::row));
    List<Workload> workloads = selection.workloads();
    if (forks.isEmpty()) {
      for (Workload workload : workloads) {
        report.row(shared(limits, workload.measure(effort), workload));
        tellPlan(report, workload, limits, effort);
      }
      return;
    }
    int count = forks.get();
    List<Row> rows =
        Forks.run(count, effort, selection, n -> report.say("fork " + n + " of " + count));
    for (int i = 0; i < rows.size(); i++) {
      report.row(shared(limits, rows.get(i), workloads.get(i)));
      tellPlan(report, workloads.get(i), limits, effort);
    }
  }

  private void tellPlan(
      BenchReport report, Workload workload, Optional<Roofline> limits, Effort effort) {
    if (explain) {
      workload.explain().ifPresent(plan -> report.plan(workload, plan));
    }
    if (profile) {
      workload
          .profile(effort)
          .ifPresent(plan -> report.profile(workload, plan, limits.orElseThrow()));
    }
  }

  private static Row shared(Optional<Roofline> limits, Row row, Workload workload) {
    return limits.map(found -> found.shared(row, workload)).orElse(row);
  }

  private void check(String word, List<Benchmark> chosen) {
    List<Workload> all = new Selection(chosen, List.of()).workloads();
    if (all.stream().flatMap(Selection::words).noneMatch(word::equals)) {
      List<String> first =
          all.stream()
              .map(workload -> Selection.words(workload).findFirst().orElseThrow())
              .distinct()
              .toList();
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '--only': " + Choice.unknown("row", word, first).getMessage());
    }
  }

  private Benchmark named(String name) {
    try {
      return Choice.of("benchmark", name, Benchmark.values());
    } catch (TypeConversionException e) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for NAME: " + e.getMessage(), e);
    }
  }
}
