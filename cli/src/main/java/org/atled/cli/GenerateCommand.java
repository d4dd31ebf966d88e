package org.atled.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.atled.core.random.Seed;
import org.atled.cpu.Cpu;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.train.SavedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atled generate}. */
@SuppressWarnings("NullAway.Init")
@Command(
    name = "generate",
    sortOptions = false,
    description = {
      "Let a model make examples: a variational autoencoder, adversarial networks, or diffusion.",
      "",
      "The same seed makes the same ones.",
      ""
    })
final class GenerateCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The folder that train saved to.")
  Path folder;

  @Option(
      names = "--count",
      paramLabel = "C",
      converter = Numbers.Count.class,
      description = "How many examples (default: 64).")
  Optional<Integer> count = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = Numbers.SeedNumber.class,
      description = "Decides what is drawn (default: 0).")
  long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Numbers.Threads.class,
      description = "Threads to compute with (default: all cores); changes no result.")
  Optional<Integer> threads = Optional.empty();

  @Mixin MakingOptions making;
  @Mixin Common common;

  @Override
  public Integer call() {
    SavedModel saved = Models.load(folder);
    threads.ifPresent(Cpu::setThreads);
    MakingOptions.Made made =
        making.make(
            folder,
            saved,
            count.orElse(MakingOptions.COUNT),
            Seed.of(seed),
            spec.commandLine());
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      JsonObject.Builder json =
          JsonObject.builder()
              .put("model", folder.toString())
              .put("seed", seed)
              .put("out", made.file().toString())
              .put("shape", JsonArray.of(made.shape().toArray()));
      BackendFields.put(json);
      out.println(json.build().compact());
    } else {
      out.println("made %s in %s".formatted(made.shape(), made.file()));
    }
    return 0;
  }
}
