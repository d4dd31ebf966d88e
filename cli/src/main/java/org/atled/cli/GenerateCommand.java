package org.atled.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.text.LanguageModel;
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
      "Let a model of texts write on, or one of examples make some.",
      "",
      "One text is shown while it is written. Several are written together and shown when all are"
          + " there, each what it is alone. The same seed gives the same text, and the same"
          + " examples.",
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
      description =
          "How many texts for each prompt (default: 1), or examples (default: 64;"
              + " with --judge 1000).")
  Optional<Integer> count = Optional.empty();

  @Mixin SeedOption seeds;
  @Mixin ThreadsOption threads;
  @Mixin WritingOptions writing;
  @Mixin Int8Option int8;
  @Mixin MakingOptions making;
  @Mixin Common common;

  @Override
  public Integer call() {
    SavedModel saved = Models.load(folder);
    threads.apply();
    if (LanguageModel.isMeant(saved)) {
      refuse(MakingOptions.class, "models that make examples", "texts");
      writing.check(spec.commandLine());
      LanguageModel model = LanguageModel.of(folder, saved);
      int8.apply(model, folder, spec.commandLine());
      write(model);
    } else {
      refuse(WritingOptions.class, "models of texts", "no texts");
      int8.refuse(folder, saved, spec.commandLine());
      make(saved);
    }
    return 0;
  }

  private void write(LanguageModel model) {
    int each = count.orElse(1);
    if (common.json) {
      JsonArray texts = writing.json(folder, model, each, seeds.value(), spec.commandLine());
      print(json().put("texts", texts));
    } else {
      writing.write(folder, model, each, seeds.value(), spec.commandLine());
    }
  }

  private void make(SavedModel saved) {
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = Progress.on(common.json ? spec.commandLine().getErr() : out, false);
    MakingOptions.Made made =
        making.make(folder, saved, count, seeds.seed(), spec.commandLine(), progress);
    if (common.json) {
      JsonObject.Builder json =
          json()
              .put("out", made.file().toString())
              .put("shape", JsonArray.of(made.shape().toArray()));
      made.found().ifPresent(found -> json.put("judged", found.json()));
      print(json);
    } else {
      out.println("made %s in %s".formatted(made.shape(), made.file()));
      made.found().ifPresent(found -> found.print(out));
    }
  }

  private JsonObject.Builder json() {
    JsonObject.Builder json =
        JsonObject.builder().put("model", folder.toString()).put("seed", seeds.value());
    BackendFields.put(json);
    return json;
  }

  private void print(JsonObject.Builder json) {
    spec.commandLine().getOut().println(json.build().compact());
  }

  /** Refuses options of the other kind of model. */
  private void refuse(Class<?> options, String theirs, String learned) {
    Given given = Given.of(spec.commandLine(), options);
    if (!given.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "%s for %s, but the one in %s learned %s; leave %s out."
              .formatted(given.subject("is", "are"), theirs, folder, learned, given.it()));
    }
  }
}
