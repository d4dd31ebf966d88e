package org.atled.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.data.DatasetInfo;
import org.atled.data.Split;
import org.atled.formats.json.JsonObject;
import org.atled.nn.Layer;
import org.atled.tables.Column;
import org.atled.tables.Origin;
import org.atled.tables.Problem;
import org.atled.tables.Table;
import org.atled.tables.Target;
import org.atled.text.LinePreparation;
import org.atled.text.Tokenizer;
import org.atled.train.EpochReport;
import org.atled.train.Run;
import org.atled.train.SavedModel;
import org.atled.train.architecture.Architecture;

/**
 * Lines of text in a column of a table, and their classes in another.
 *
 * @param model if the user named one
 * @param without how many rows have a class and no text
 * @param cut how many lines were longer than the context
 */
record LineLesson(
    Problem problem,
    LinePreparation preparation,
    Split split,
    Optional<Architecture.OfLines> model,
    int without,
    int cut)
    implements Lesson {
  /** The greatest context that nobody asked for. */
  private static final int MOST_CONTEXT = 256;

  static LineLesson of(
      Problem problem,
      Column text,
      TextOptions options,
      Optional<Architecture.OfLines> model,
      Seed seed) {
    Table table = problem.table();
    Problem.Rows rows = problem.split(seed);
    int[] train = withText(text, rows.train());
    int[] test = withText(text, rows.test());
    int without = rows.train().length + rows.test().length - train.length - test.length;
    if (train.length == 0 || test.length == 0) {
      throw new org.atled.core.error.FormatException(
          table.file(), -1, text.title() + ": no text is there to learn from and to measure on.");
    }
    Tokenizer tokenizer =
        options
            .tokenizer
            .orElse(TokenizerName.USUAL_OF_LINES)
            .make(
                joined(text, "", IntStream.concat(Arrays.stream(train), Arrays.stream(test))),
                joined(text, "\n", Arrays.stream(train)));
    LinePreparation whole =
        new LinePreparation(
            tokenizer,
            options.context.orElse(Integer.MAX_VALUE),
            options.refuseLong,
            text.name(),
            problem.target().name(),
            Target.Classes.of(table, problem.target()),
            Optional.of(Origin.of(problem, seed)));
    int longest =
        whole.encoded(table, train).ids().stream().mapToInt(ids -> ids.length).max().orElse(1);
    LinePreparation preparation =
        whole.within(options.context.orElse(Math.min(MOST_CONTEXT, longest)));
    String name = TableFile.name(table.file());
    int cut = preparation.encoded(table, train).cut() + preparation.encoded(table, test).cut();
    Split split =
        new Split(
            preparation.examples(name, table, train), preparation.examples(name, table, test));
    return new LineLesson(problem, preparation, split, model, without, cut);
  }

  private static int[] withText(Column text, int... rows) {
    return Arrays.stream(rows).filter(row -> LinePreparation.hasText(text, row)).toArray();
  }

  private static String joined(Column text, String between, IntStream rows) {
    return rows.mapToObj(text::text).collect(Collectors.joining(between));
  }

  @Override
  public String name() {
    return TableFile.stem(problem.table().file());
  }

  @Override
  public Recipe usual() {
    return Recipe.ofLines(model.orElse(Recipe.BAG), split.train().size());
  }

  @Override
  public Split load(Progress progress) {
    progress.say(TableLesson.summary(problem, Problem.PARTS));
    progress.say(
        "lines: column \"%s\", cut into %s, at most %s of a line"
            .formatted(
                preparation.text(), preparation.tokenizer(), Text.grouped(preparation.context())));
    List<String> others =
        problem.inputs().stream()
            .map(Column::name)
            .filter(name -> !name.equals(preparation.text()))
            .toList();
    if (!others.isEmpty()) {
      progress.say(
          "not used: " + String.join(", ", others) + "; a model of lines reads them alone");
    }
    progress.say(
        "rows: %s to learn from, %s to measure on"
            .formatted(Text.grouped(split.train().size()), Text.grouped(split.test().size())));
    notes().forEach(progress::say);
    return split;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (without > 0) {
      notes.add(
          "left out: %s without a text"
              .formatted(without == 1 ? "1 row" : Text.grouped(without) + " rows"));
    }
    cut(cut, preparation).ifPresent(notes::add);
    return notes;
  }

  /** What is said of lines that lost their ends. */
  static Optional<String> cut(int cut, LinePreparation preparation) {
    return cut == 0
        ? Optional.empty()
        : Optional.of(
            "note: %s longer than %s tokens, and cut off there"
                .formatted(
                    cut == 1 ? "1 line is" : Text.grouped(cut) + " lines are",
                    Text.grouped(preparation.context())));
  }

  @Override
  public Layer network(Architecture architecture, DatasetInfo info) {
    return ((Architecture.OfLines) architecture)
        .classifier(preparation.tokenizer().size(), info.input(), objective(info).outputs());
  }

  @Override
  public OptionalDouble clip() {
    return OptionalDouble.of(1);
  }

  @Override
  public void save(OutFolder folder, Run run) {
    folder.save(path -> SavedModel.save(path, run, preparation.json()));
  }

  @Override
  public void describe(JsonObject.Builder json, Optional<EpochReport.Measured> measured) {
    TableLesson.describeTarget(json, problem);
    json.put("text", preparation.text())
        .put("without_text", without)
        .put("cut", cut)
        .put("vocabulary", preparation.tokenizer().size())
        .put("context", preparation.context())
        .put("train_examples", split.train().size())
        .put("test_examples", split.test().size());
  }
}
