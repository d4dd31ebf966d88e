package org.atled.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.atled.core.random.Seed;
import org.atled.data.DatasetInfo;
import org.atled.data.Split;
import org.atled.formats.json.JsonObject;
import org.atled.nn.Layer;
import org.atled.text.LanguageModel;
import org.atled.text.TextFile;
import org.atled.text.TextLines;
import org.atled.text.TextOrigin;
import org.atled.text.TextPreparation;
import org.atled.text.TextWindows;
import org.atled.text.TokenData;
import org.atled.text.Tokenizer;
import org.atled.train.EpochReport;
import org.atled.train.Metric;
import org.atled.train.Objective;
import org.atled.train.Run;
import org.atled.train.SavedModel;
import org.atled.train.architecture.Architecture;

/**
 * A text whose next tokens are learned.
 *
 * @param characters how many it has
 * @param split of {@link TokenData}
 * @param model if the user named one
 */
record TextLesson(
    Path file,
    long characters,
    TextPreparation preparation,
    Split split,
    Optional<Architecture.OfTokens> model)
    implements Lesson {
  private static final int CONTEXT = 128;

  static TextLesson of(
      Path file,
      TokenizerName tokenizer,
      boolean lines,
      Optional<Integer> context,
      Optional<Architecture.OfTokens> model,
      Seed seed) {
    String text = TextFile.read(file);
    Tokenizer made =
        lines
            ? ofLines(tokenizer, TextFile.lines(text, name(file)), seed)
            : tokenizer.make(text, TextWindows.toLearn(text));
    TextPreparation begun =
        new TextPreparation(
            made,
            lines,
            context.orElse(lines ? 0 : CONTEXT),
            Optional.of(TextOrigin.of(file, text, seed)));
    Split split = begun.split(name(file), text, seed);
    TextPreparation preparation =
        new TextPreparation(made, lines, data(split).context(), begun.origin());
    return new TextLesson(file, text.codePointCount(0, text.length()), preparation, split, model);
  }

  /** A line's end is no part of it. */
  private static Tokenizer ofLines(TokenizerName tokenizer, List<String> lines, Seed seed) {
    return tokenizer.make(
        String.join("", lines), String.join("\n", TextLines.toLearn(lines, seed)));
  }

  private static String name(Path file) {
    return TableFile.stem(file);
  }

  private static TokenData data(Split split) {
    return (TokenData) split.train();
  }

  @Override
  public String name() {
    return name(file);
  }

  @Override
  public Recipe usual() {
    return Recipe.ofText(
        model.orElse(preparation.lines() ? Recipe.LINES : Recipe.TEXT), data(split).tokens());
  }

  @Override
  public Split load(Progress progress) {
    String kind = preparation.lines() ? "lines" : "windows of " + preparation.context() + " tokens";
    progress.say(
        "data: %s, a text of %s characters, cut into %s"
            .formatted(file, Text.grouped(characters), preparation.tokenizer()));
    progress.say(
        "text: %s %s to learn from, %s to measure on, %s"
            .formatted(
                Text.grouped(split.train().size()),
                kind,
                Text.grouped(split.test().size()),
                preparation.lines() ? "drawn by the seed" : "its last tenth"));
    return split;
  }

  @Override
  public Layer network(Architecture architecture, DatasetInfo info) {
    return architecture.build(info.input(), preparation.vocabulary());
  }

  @Override
  public OptionalDouble clip() {
    return OptionalDouble.of(1);
  }

  @Override
  public List<Metric> metrics(Objective objective) {
    return LanguageModel.metrics((TokenData) split.test());
  }

  @Override
  public void save(OutFolder folder, Run run) {
    folder.save(path -> SavedModel.save(path, run, preparation.json()));
  }

  @Override
  public String next() {
    return "generate";
  }

  @Override
  public void describe(JsonObject.Builder json, Optional<EpochReport.Measured> measured) {
    json.put("characters", characters)
        .put("vocabulary", preparation.vocabulary())
        .put("context", preparation.context())
        .put("train_examples", split.train().size())
        .put("test_examples", split.test().size());
  }
}
