package org.atled.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.cpu.Cpu;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.nn.layer.Sampling;
import org.atled.text.LanguageModel;
import org.atled.text.TextFile;
import org.atled.train.SavedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atled generate}. */
@SuppressWarnings("NullAway.Init")
@Command(
    name = "generate",
    sortOptions = false,
    description = {
      "Let a model of texts write on, or a model of examples make some: images or points.",
      "",
      "One text is shown while it is written. Several are written together and shown when all are"
          + " there, each what it is alone. The same seed gives the same text.",
      "",
      "A variational autoencoder, adversarial networks or a diffusion model makes examples like"
          + " those it learned from, and writes a picture of them, or their numbers. The same seed"
          + " makes the same ones.",
      ""
    })
final class GenerateCommand implements Callable<Integer> {
  /** Between texts of more than a line. */
  private static final String RULE = "---";

  private static final String END_OF_LINE = "\n";

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The folder that train saved to.")
  Path folder;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description =
          "What stands before; may be given several times (default: nothing for a model of lines,"
              + " else the end of a line).")
  List<String> prompts = new ArrayList<>();

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description = "A file with a prompt in each line, after those of --prompt.")
  Optional<Path> file = Optional.empty();

  @Option(
      names = "--tokens",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "How many to write; a line ends before when its end is written (default: 200).")
  int tokens = 200;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      converter = Numbers.Decay.class,
      description = "Logits are divided by it; 0 takes the likeliest token (default: 1).")
  double temperature = 1;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      converter = Numbers.Count.class,
      description = "Draw from so many of the likeliest (default: all).")
  Optional<Integer> topK = Optional.empty();

  @Option(
      names = "--top-p",
      paramLabel = "P",
      converter = Numbers.Part.class,
      description =
          "Draw from the likeliest, up to that which brings their probabilities to P (default: 1,"
              + " all).")
  double topP = 1;

  @Option(
      names = "--count",
      paramLabel = "C",
      converter = Numbers.Count.class,
      description = "How many texts for each prompt (default: 1), or how many examples (64).")
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
    return LanguageModel.isMeant(saved) ? text(LanguageModel.of(folder, saved)) : examples(saved);
  }

  private int examples(SavedModel saved) {
    if (!prompts.isEmpty() || file.isPresent() || topK.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '%s' is for models of texts, and the model in %s is none; leave it out."
              .formatted(
                  topK.isPresent() ? "--top-k" : prompts.isEmpty() ? "--prompts" : "--prompt",
                  folder));
    }
    MakingOptions.Made made =
        making.make(
            folder, saved, count.orElse(MakingOptions.COUNT), Seed.of(seed), spec.commandLine());
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

  private int text(LanguageModel model) {
    making.refuse(folder, spec.commandLine());
    List<LanguageModel.Prompt> all = all(model);
    Sampling sampling = new Sampling(temperature, topK.orElse(0), topP);
    PrintWriter out = spec.commandLine().getOut();
    if (all.size() == 1 && !common.json) {
      LanguageModel.Prompt one = all.getFirst();
      write(out, one.text());
      model.generate(one.text(), tokens, sampling, one.seed(), piece -> write(out, piece));
      out.println();
      return 0;
    }
    List<String> written = model.generate(all, tokens, sampling);
    if (common.json) {
      out.println(json(all, written).compact());
      return 0;
    }
    for (int i = 0; i < all.size(); i++) {
      if (i > 0 && !model.preparation().lines()) {
        out.println(RULE);
      }
      out.println(all.get(i).text() + written.get(i));
    }
    return 0;
  }

  private static void write(PrintWriter out, String piece) {
    out.print(piece);
    out.flush();
  }

  /** Each prompt so many times as is wanted, each time with another seed. */
  private List<LanguageModel.Prompt> all(LanguageModel model) {
    List<String> texts = new ArrayList<>(prompts);
    file.ifPresent(path ->
        texts.addAll(TextFile.lines(TextFile.read(path), path.toString())));
    if (texts.isEmpty()) {
      texts.add(usual(model));
    }
    List<LanguageModel.Prompt> all = new ArrayList<>();
    for (String text : texts) {
      for (int i = 0; i < count.orElse(1); i++) {
        all.add(new LanguageModel.Prompt(text, Seed.of(seed).at("text").at(i)));
      }
    }
    return all;
  }

  private String usual(LanguageModel model) {
    if (model.preparation().lines()) {
      return "";
    }
    try {
      if (model.preparation().tokenizer().encode(END_OF_LINE).length > 0) {
        return END_OF_LINE;
      }
    } catch (ArgumentException e) {
      throw noBeginning();
    }
    throw noBeginning();
  }

  private ParameterException noBeginning() {
    return new ParameterException(
        spec.commandLine(),
        "Missing option '--prompt': the model in %s knows no end of a line to begin with; give it a first word."
            .formatted(folder));
  }

  private JsonObject json(List<LanguageModel.Prompt> all, List<String> written) {
    List<Json> texts = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      texts.add(
          JsonObject.builder()
              .put("prompt", all.get(i).text())
              .put("text", written.get(i))
              .build());
    }
    JsonObject.Builder json =
        JsonObject.builder().put("model", folder.toString()).put("seed", seed);
    BackendFields.put(json);
    return json.put("texts", new JsonArray(texts)).build();
  }
}
