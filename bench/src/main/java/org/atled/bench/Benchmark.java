package org.atled.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The benchmarks by name, each of one workload or several. */
public enum Benchmark {
  GEMM(() -> Gemm.all().stream().map(Gemm::workload).toList()),
  GEMM_EAGER(() -> Gemm.all().stream().map(Gemm::eagerWorkload).toList()),
  OPS(() -> Operations.all().stream().map(Operation::workload).toList()),
  OPS_EAGER(() -> Operations.all().stream().map(Operation::eagerWorkload).toList()),
  MLP_SGD(() -> List.of(Training.SGD.workload())),
  MLP_SGD_EAGER(() -> List.of(Training.SGD.eagerWorkload())),
  MLP_ADAM(() -> List.of(Training.ADAM.workload())),
  MLP_ADAM_EAGER(() -> List.of(Training.ADAM.eagerWorkload())),
  CNN(ImageTraining.CNN::workloads),
  RESNET(ImageTraining.RESNET::workloads),
  GPT(() -> List.of(LanguageTraining.workload())),
  GENERATE(() -> Generation.all().stream().map(Generation::workload).toList()),
  ATTENTION(() -> AttentionStep.all().stream().map(AttentionStep::workload).toList()),
  LSTM(() -> List.of(RecurrentTraining.workload())),
  UNET(() -> List.of(DiffusionTraining.workload())),
  CONV(() -> Convolution.all().stream().map(Convolution::workload).toList()),
  OPTIMIZER(OptimizerStep::all),
  CHECKPOINT(() -> List.of(CheckpointStall.USUAL)),
  IMAGES(Supply::all),
  LATENCY(() -> List.of(new Latency("latency", Latency.Network.MLP, true))),
  LATENCY_EAGER(() -> List.of(new Latency("latency-eager", Latency.Network.MLP, false))),
  RESNET18(() -> List.of(new Latency("resnet18", Latency.Network.RESNET18, true))),
  CHAIN(() -> List.of(Chain.workload(10_000_000))),
  CHAIN_EAGER(() -> List.of(Chain.eagerWorkload(10_000_000))),
  PLAN(PlanMaking::all),
  COLDSTART(() -> List.of(new ColdStart())),
  MEMORY(() -> List.of(new PeakMemory(PeakMemory.Trained.MLP))),
  MEMORY_RESNET(() -> List.of(new PeakMemory(PeakMemory.Trained.RESNET))),
  MEMORY_GPT(() -> List.of(new PeakMemory(PeakMemory.Trained.GPT))),
  MEMORY_ATTENTION(
      () -> PeakMemory.Trained.ATTENTION.stream().<Workload>map(PeakMemory::new).toList());

  private final Supplier<List<Workload>> workloads;

  Benchmark(Supplier<List<Workload>> workloads) {
    this.workloads = workloads;
  }

  /** What is measured, a row each. Nothing is prepared before it is. */
  public List<Workload> workloads() {
    return workloads.get();
  }

  /** As users write it: {@code mlp-sgd}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
