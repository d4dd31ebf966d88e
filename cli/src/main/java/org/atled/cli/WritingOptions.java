package org.atled.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.nn.layer.Sampling;
import org.atled.text.LanguageModel;
import org.atled.text.TextFile;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a model of texts goes on from, and how it draws. */
final class WritingOptions {
  /** Between texts of more than a line. */
  private static final String RULE = "---";

  private static final String END_OF_LINE = "\n";

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
      description = "How many to write; a line ends before when its end is written (default: 200).")
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

  /**
   * Refuses what would not be obeyed.
   *
   * @throws ParameterException if something would not
   */
  void check(CommandLine line) {
    Given among = Given.of(line, "--top-k", "--top-p");
    if (temperature == 0 && !among.isEmpty()) {
      throw new ParameterException(
          line,
          "%s from which tokens to draw, but --temperature 0 draws none and takes the likeliest; leave %s out, or take a temperature above 0."
              .formatted(among.subject("says", "say"), among.it()));
    }
  }

  /**
   * Writes the texts: one while it is written, several when all are there. A prompt that is refused
   * is not shown.
   *
   * @param folder of the model
   * @param count how many for each prompt
   */
  void write(Path folder, LanguageModel model, int count, long seed, CommandLine line) {
    List<LanguageModel.Prompt> all = all(model, count, seed, folder, line);
    PrintWriter out = line.getOut();
    if (all.size() == 1) {
      LanguageModel.Prompt one = all.getFirst();
      StringBuilder before = new StringBuilder(one.text());
      model.generate(
          one.text(),
          tokens,
          sampling(),
          one.seed(),
          piece -> {
            write(out, before + piece);
            before.setLength(0);
          });
      out.println(before);
      return;
    }
    List<String> written = model.generate(all, tokens, sampling());
    for (int i = 0; i < all.size(); i++) {
      if (i > 0 && !model.preparation().lines()) {
        out.println(RULE);
      }
      out.println(all.get(i).text() + written.get(i));
    }
  }

  /** The same as JSON: each prompt and what follows. */
  JsonArray json(Path folder, LanguageModel model, int count, long seed, CommandLine line) {
    List<LanguageModel.Prompt> all = all(model, count, seed, folder, line);
    List<String> written = model.generate(all, tokens, sampling());
    List<Json> texts = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      JsonObject.Builder text = JsonObject.builder();
      texts.add(text.put("prompt", all.get(i).text()).put("text", written.get(i)).build());
    }
    return new JsonArray(texts);
  }

  private Sampling sampling() {
    return new Sampling(temperature, topK.orElse(0), topP);
  }

  private static void write(PrintWriter out, String piece) {
    out.print(piece);
    out.flush();
  }

  /** Each prompt so many times as is wanted, each time with another seed. */
  private List<LanguageModel.Prompt> all(
      LanguageModel model, int count, long seed, Path folder, CommandLine line) {
    List<String> texts = new ArrayList<>(prompts);
    file.ifPresent(path -> texts.addAll(TextFile.lines(TextFile.read(path), path.toString())));
    if (texts.isEmpty()) {
      texts.add(usual(model, folder, line));
    }
    List<LanguageModel.Prompt> all = new ArrayList<>();
    for (String text : texts) {
      for (int i = 0; i < count; i++) {
        all.add(new LanguageModel.Prompt(text, Seed.of(seed).at("text").at(i)));
      }
    }
    return all;
  }

  private static String usual(LanguageModel model, Path folder, CommandLine line) {
    if (model.preparation().lines()) {
      return "";
    }
    try {
      if (model.preparation().tokenizer().encode(END_OF_LINE).length > 0) {
        return END_OF_LINE;
      }
    } catch (ArgumentException e) {
      throw noBeginning(folder, line);
    }
    throw noBeginning(folder, line);
  }

  private static ParameterException noBeginning(Path folder, CommandLine line) {
    return new ParameterException(
        line,
        "Missing option '--prompt': the model in %s knows no end of a line to begin with; give it a first word."
            .formatted(folder));
  }
}
