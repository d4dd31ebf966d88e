package org.atled.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.atled.compile.Explanation;
import org.atled.core.spi.Backends;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.Layer;
import org.atled.nn.layer.GPT;
import org.junit.jupiter.api.Test;

class WorkloadsTest {
  @Test
  void theNamesAreTheOnesThatUsersWrite() {
    assertThat(Arrays.stream(Benchmark.values()).map(Benchmark::toString))
        .containsExactly(
            "gemm",
            "gemm-eager",
            "ops",
            "ops-eager",
            "mlp-sgd",
            "mlp-sgd-eager",
            "mlp-adam",
            "mlp-adam-eager",
            "cnn",
            "resnet",
            "gpt",
            "generate",
            "attention",
            "lstm",
            "unet",
            "conv",
            "optimizer",
            "checkpoint",
            "images",
            "latency",
            "latency-eager",
            "resnet18",
            "chain",
            "chain-eager",
            "plan",
            "coldstart",
            "memory",
            "memory-resnet",
            "memory-gpt",
            "memory-attention");
    for (Benchmark benchmark : Benchmark.values()) {
      assertThat(benchmark.workloads()).extracting(Workload::name).containsOnly(benchmark + "");
      assertThat(benchmark.workloads()).extracting(Workload::shape).doesNotHaveDuplicates();
    }
  }

  @Test
  void aRecurrenceIsOneLoopOfAPlanAndNotOneForEachStep() {
    List<Explanation.Loop> loops =
        Benchmark.LSTM.workloads().getFirst().explain().orElseThrow().loops();

    assertThat(loops).hasSizeLessThan(60);
    assertThat(loops)
        .filteredOn(loop -> loop.title().startsWith("recurrence over 128 steps"))
        .as("two layers, forward and back")
        .hasSize(4);
  }

  @Test
  void plansAreMadeOfAThousandKernelsAndMore() {
    assertThat(new PlanMaking(77).kernels()).isBetween(950, 1050);
    assertThat(new PlanMaking(154).kernels()).isBetween(1900, 2100);
  }

  /** As the program of libtorch counts them. */
  @Test
  void theUNetHasAsManyNumbersAsThatOfPeers() {
    assertThat(DiffusionTraining.model().state().parameterCount()).isEqualTo(169_228);
    Workload step = Benchmark.UNET.workloads().getFirst();
    assertThat(step.shape()).isEqualTo("unet:24 64x1x28x28");
    assertThat(step.explain().orElseThrow().loops()).hasSizeLessThan(400);
  }

  @Test
  void productsAreThoseOfLayersForwardAndBackward() {
    assertThat(Benchmark.GEMM.workloads())
        .extracting(Workload::shape)
        .isEqualTo(Benchmark.GEMM_EAGER.workloads().stream().map(Workload::shape).toList());
    assertThat(Benchmark.GEMM_EAGER.workloads())
        .extracting(Workload::shape)
        .containsExactly(
            "128x128x128 nn",
            "256x256x256 nn",
            "512x512x512 nn",
            "1024x1024x1024 nn",
            "2048x2048x2048 nn",
            "100x784x100 nn",
            "100x784x100 nt",
            "100x100x784 nn",
            "100x100x784 tn",
            "128x784x512 nn",
            "128x784x512 nt",
            "128x512x784 nn",
            "512x128x784 tn",
            "128x512x512 nn",
            "128x512x512 nt",
            "512x128x512 tn");
  }

  @Test
  void aPlannedProductComesIntoItsCell() {
    Tensor a = Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}});
    Tensor b = Tensor.of(new float[][] {{1, 0, 2}, {0, 1, -1}});
    Buffer cell = new Buffer(Tensor.zeros(2, 2));

    assertThat(new Gemm(2, 3, 2, false, true).planned(a, b, cell).run(0)).isEmpty();
    assertThat(cell.value().toFloats()).containsExactly(7, -1, 16, -1);
  }

  @Test
  void aProductDemandsItsFlopsAndEachOperandOnce() {
    Gemm product = new Gemm(2, 3, 5, true, true);

    for (Workload workload : List.of(product.workload(), product.eagerWorkload())) {
      assertThat(workload.shape()).isEqualTo("2x3x5 tt");
      assertThat(workload.demand()).contains(new Demand(60, 4 * (6 + 15 + 10), 124, 1));
    }
  }

  @Test
  void aRowOfOperationsIsAnOperationAndASize() {
    assertThat(Benchmark.OPS.workloads())
        .extracting(Workload::shape)
        .isEqualTo(Benchmark.OPS_EAGER.workloads().stream().map(Workload::shape).toList())
        .contains(
            "exp 1000000",
            "pow number 10000",
            "sum rows 100x100",
            "topK 100 1000000",
            "einsum 512x32x32",
            "indexAdd 100000x64");
  }

  @Test
  void aPlannedOperationLeavesItsResultsInItsCells() {
    for (Operation operation : small()) {
      List<Tensor> drawn = operation.drawn();
      List<Tensor> results = operation.function().apply(drawn);
      List<Buffer> cells = results.stream().map(x -> new Buffer(x.zerosLike())).toList();

      assertThat(operation.planned(drawn, cells).run(0)).isEmpty();
      for (int i = 0; i < results.size(); i++) {
        assertThat(cells.get(i).value().toDoubles())
            .as(operation.shape())
            .isEqualTo(results.get(i).toDoubles());
      }
    }
  }

  /** A row for each operation, of the sizes that take the least time. */
  private static List<Operation> small() {
    return Operations.all().stream()
        .filter(operation -> operation.shape().matches(".* (10000|100x100|512x32x32)"))
        .toList();
  }

  @Test
  void anOperationDemandsWhatItsKernelsCountAndItsTensorsOnce() {
    assertThat(demand("matmul 512x32x32"))
        .isEqualTo(new Demand(512 * 2 * 32 * 32 * 32, 3 * 4 * 512 * 32 * 32, 6_291_456, 1));
    assertThat(demand("sum rows 100x100").bytes()).isEqualTo(4 * (100 * 100 + 100));
    assertThat(demand("sum rows 100x100").flops()).isEqualTo(100 * 100);
    assertThat(demand("sort 10000").bytes()).isEqualTo(10_000 * (4 + 4 + 8));
    assertThat(demand("exp 10000").flops()).isGreaterThan(100_000);
  }

  private static Demand demand(String shape) {
    Selection selection = new Selection(List.of(Benchmark.OPS), List.of());
    return selection.workloads().stream()
        .filter(workload -> workload.shape().equals(shape))
        .findFirst()
        .flatMap(Workload::demand)
        .orElseThrow();
  }

  @Test
  void rowsAreChosenByAWordOfTheirShape() {
    List<Benchmark> both = List.of(Benchmark.GEMM, Benchmark.OPS);
    assertThat(new Selection(both, List.of("softmax", "tn")).workloads())
        .extracting(Workload::shape)
        .containsExactly(
            "100x100x784 tn",
            "512x128x784 tn",
            "512x128x512 tn",
            "softmax 1000x1000",
            "softmax 100x100");
    assertThat(new Selection(both, List.of("soft")).workloads()).isEmpty();
    assertThat(new Selection(both, List.of()).workloads())
        .hasSize(Benchmark.GEMM.workloads().size() + Benchmark.OPS.workloads().size());
  }

  @Test
  void theNetworksAreThoseThatOthersAreMeasuredOn() {
    assertThat(Training.SGD.parameters()).isEqualTo(784 * 100 + 100 * 10);
    assertThat(Training.ADAM.parameters()).isEqualTo(669_706);
    assertThat(Training.ADAM.model().parameters()).hasSize(6);
    assertThat(Training.SGD.model().parameters()).hasSize(2);
    Layer model = Training.ADAM.model();
    assertThat(model.apply(Training.ADAM.examples(0, 1)).shape().toArray()).containsExactly(1, 10);
  }

  /** Three products a layer, but two in the first, whose input needs no gradient. */
  @Test
  void aStepDemandsItsProductsAndItsParameters() {
    Demand sgd = Training.SGD.eagerWorkload().demand().orElseThrow();
    assertThat(sgd.flops()).isEqualTo(2L * 100 * (2 * 784 * 100 + 3 * 100 * 10));
    assertThat(sgd.bytes()).isEqualTo(4L * (79_400 * 5 + 78_400));
    Demand adam = Training.ADAM.eagerWorkload().demand().orElseThrow();
    assertThat(adam.flops()).isEqualTo(2L * 128 * (2 * 784 * 512 + 3 * 512 * 512 + 3 * 512 * 10));
    assertThat(adam.bytes()).isEqualTo(4L * (669_706 * 9 + 128 * 784));
    assertThat(adam.operations()).isGreaterThan(20);
    Demand planned = Training.ADAM.workload().demand().orElseThrow();
    assertThat(planned.flops()).isEqualTo(adam.flops());
    assertThat(planned.bytes()).isEqualTo(4L * (669_706 * 7 + 128 * 784));
    assertThat(planned.operations()).isLessThan(20);
  }

  @Test
  void aStepOfAdamIsAtMostFourteenLoops() {
    Explanation plan = Training.ADAM.workload().explain().orElseThrow();

    assertThat(plan.loops()).hasSizeLessThanOrEqualTo(14);
    assertThat(plan.toString())
        .contains("gemm 128×784×512", "relu", "Adam", "Linear.java:", "CrossEntropyLoss.java:");
    assertThat(plan.arenaBytes()).isLessThan(plan.intermediateBytes());
    assertThat(Training.ADAM.eagerWorkload().explain()).isEmpty();
  }

  @Test
  void aProfileTellsTheTimeOfEveryLoop() {
    Explanation plan = Training.SGD.workload().profile(Effort.least()).orElseThrow();

    assertThat(plan.loops())
        .isNotEmpty()
        .allSatisfy(loop -> assertThat(loop.seconds().orElseThrow()).isPositive());
  }

  @Test
  void stepsTrain() {
    for (Training training : Training.values()) {
      Repeated.Task task = training.task(1);
      double first = task.run(0).getFirst().item();
      double last = first;
      for (int i = 1; i <= 5; i++) {
        last = task.run(i).getFirst().item();
      }
      assertThat(last).isLessThan(first);
    }
  }

  @Test
  void theChainIsTenOperations() {
    Demand demand = Chain.eagerWorkload(100).demand().orElseThrow();
    assertThat(demand.operations()).isEqualTo(10);
    assertThat(demand.bytes()).isEqualTo(8_800);
    Demand planned = Chain.workload(100).demand().orElseThrow();
    assertThat(planned.operations()).isEqualTo(1);
    assertThat(planned.bytes()).isEqualTo(800);
    Tensor x = Tensor.of(new float[] {0, 0.5f, 1});
    assertThat(Chain.ten(x).toFloats()).containsExactly(-0.5f, -1.1123724f, -2.3228755f);
  }

  @Test
  void everyRowSaysWhatItIsAndWhatItTook() {
    check(new Gemm(3, 4, 5, false, true).workload(), "gflops");
    check(new Gemm(3, 4, 5, true, false).eagerWorkload(), "gflops");
    check(Training.ADAM.workload(), "gflops");
    check(new Latency("latency", Latency.Network.MLP, true), "p99_us");
    check(new Latency("latency-eager", Latency.Network.MLP, false), "p99_us");
    check(Chain.workload(1_000), "gbps");
    check(small().getFirst().workload(), "gbps");
    check(small().getFirst().eagerWorkload(), "gbps");
    check(new PeakMemory(PeakMemory.Trained.MLP), "peak_mb");
    check(new ColdStart(), "max_ms");
  }

  private static void check(Workload workload, String last) {
    JsonPlace json = new JsonPlace(workload.measure(Effort.least()).json(), "a row", "");

    assertThat(json.keys())
        .startsWith("name", "shape", "threads", "median_ms", "min_ms", "max_ms")
        .endsWith(last);
    assertThat(json.string("name")).isEqualTo(workload.name());
    assertThat(json.string("shape")).isEqualTo(workload.shape());
    assertThat(json.intValue("threads")).isEqualTo(Backends.current().threads());
    assertThat(json.doubleValue("min_ms")).isPositive();
    assertThat(json.doubleValue(last)).isPositive();
  }

  /** Two layers of width 4: of each 12 times 16 weights, and 11 rows of the head. */
  @Test
  void writingDemandsItsWeightsAndItsCache() {
    GPT.Config config = GPT.Config.of(11, 12, 4, 2);
    long weights = 2 * 12 * 16 + 11 * 4;
    for (boolean int8 : new boolean[] {false, true}) {
      Workload writing = new Generation(config, 5, int8).workload();
      Demand demand = writing.demand().orElseThrow();

      assertThat(writing.shape()).isEqualTo("gpt 2x4 behind 5 " + (int8 ? "int8" : "float32"));
      assertThat(demand.flops()).isEqualTo(2 * weights);
      assertThat(demand.bytes()).isEqualTo((int8 ? 1 : 4) * weights + 2 * 4 * 2 * 4 * 6);
      assertThat(demand.operations()).isGreaterThan(20);
      check(writing, "gbps");
    }
  }

  @Test
  void imagesAreDecodedAndAugmentedBesideAStep() {
    for (Supply.Images images : Supply.Images.values()) {
      Row row = new Supply(images, ImageTraining.CNN).measure(Effort.least());

      assertThat(row.threads()).isEqualTo(1);
      assertThat(row.rate().orElseThrow().unit()).isEqualTo(Rate.Unit.PERCENT_OF_STEP);
      assertThat(row.rate().orElseThrow().value()).isPositive();
    }
  }

  /** At most a loop for the scalars of a matrix and one for its numbers; there is no loss. */
  @Test
  void theStepOfAnOptimizerIsNothingElse() {
    List<Workload> rows = OptimizerStep.of(2, 30);

    assertThat(rows)
        .extracting(Workload::shape)
        .containsExactly(
            "sgd 2x30x30",
            "adam 2x30x30",
            "adamw 2x30x30",
            "lion 2x30x30",
            "muon 2x30x30",
            "copy 36000",
            "copy 50400");
    for (Workload row : rows.subList(0, 4)) {
      assertThat(row.explain().orElseThrow().loops()).as(row.shape()).hasSizeLessThanOrEqualTo(4);
    }
    assertThat(rows.get(1).demand().orElseThrow().bytes()).isEqualTo(28 * 1800);
    assertThat(rows.get(6).demand().orElseThrow().bytes()).isEqualTo(28 * 1800);
    check(rows.get(0), "gbps");
    check(rows.get(4), "gflops");
    check(rows.get(6), "gbps");
  }

  @Test
  void aCheckpointIsMeasuredBesideTheStepsWithout() {
    CheckpointStall stall = new CheckpointStall(20);
    Row row = stall.measure(Effort.least());

    assertThat(CheckpointStall.USUAL.shape()).isEqualTo("100 MB");
    assertThat(row.times().median()).isBetween(0.0, 10_000.0);
    assertThat(row.rate()).isEmpty();
  }

  @Test
  void aPhotographDemandsTheArithmeticOfItsNetwork() {
    Demand demand = Benchmark.RESNET18.workloads().getFirst().demand().orElseThrow();

    assertThat(demand.bytes()).isEqualTo(4L * 11_689_512);
    assertThat(demand.flops()).isBetween(3_600_000_000L, 3_800_000_000L);
  }

  @Test
  void peakMemoryIsThatOfTheWholeProcess() {
    long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    assertThat(PeakMemory.ofThisProcess()).isGreaterThan(used / 2);
  }
}
