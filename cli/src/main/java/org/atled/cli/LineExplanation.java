package org.atled.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonObject;
import org.atled.nn.Mode;
import org.atled.nn.inspect.AttentionMaps;
import org.atled.nn.layer.SequenceClassifier;
import org.atled.plot.ModelFigures;
import org.atled.tables.Column;
import org.atled.tables.CsvFile;
import org.atled.tables.CsvFormat;
import org.atled.tables.Origin;
import org.atled.tables.Table;
import org.atled.text.LineModel;
import org.atled.text.LinePreparation;
import org.atled.text.TextFile;
import org.atled.text.Tokenizer;

/**
 * Which tokens of a line speak for its class, and where the heads of the network look, if it has
 * some.
 *
 * @param name of the line
 * @param parts of the logit of the class
 * @param cut a word about the line if it lost its end, being longer than the context
 */
record LineExplanation(
    String name,
    AskedClass asked,
    TokenParts parts,
    Optional<AttentionWeights> attention,
    Optional<String> cut)
    implements Explanation {
  /** A line, and what it is called. */
  record Line(String text, String name) {}

  /**
   * A line by its number, from 0.
   *
   * @param file of text, or a table with the model's column; else what was kept from the model
   */
  static Line line(LineModel model, Path folder, Optional<Path> file, int number) {
    if (file.isPresent() && LineAnswers.isText(file.get())) {
      List<String> lines = TextFile.read(file.get()).lines().toList();
      require(number, lines.size(), file.get().toString());
      return new Line(
          lines.get(number), "%s: line %d".formatted(TableFile.name(file.get()), number + 1));
    }
    LinePreparation preparation = model.preparation();
    Table table = file.map(path -> table(preparation, path)).orElseGet(() -> kept(model, folder));
    int[] rows = file.isPresent() ? table.allRows() : preparation.kept(table);
    require(number, rows.length, file.map(Path::toString).orElse("what was kept from the model"));
    int row = rows[number];
    String name = "%s: line %d".formatted(TableFile.name(table.file()), table.line(row));
    Column column = table.column(preparation.text());
    return new Line(column.isMissing(row) ? "" : column.text(row), name);
  }

  private static Table table(LinePreparation preparation, Path file) {
    Nearby.check(file.toString());
    return CsvFile.read(file, preparation.origin().map(Origin::format).orElseGet(CsvFormat::usual));
  }

  private static Table kept(LineModel model, Path folder) {
    return LineExam.of(model, folder, Optional.empty(), QueryOptions.usualJars()).table();
  }

  private static void require(int number, int count, String of) {
    if (number >= count) {
      throw new ArgumentException(
          "There is no example %d; %s has %s lines, numbered from 0."
              .formatted(number, of, Text.grouped(count)));
    }
  }

  /**
   * Asks.
   *
   * @param wanted the class; else what the model takes the line for
   */
  static LineExplanation of(LineModel model, Line line, Optional<String> wanted) {
    SequenceClassifier network = (SequenceClassifier) model.saved().module();
    LinePreparation.Encoded encoded =
        model.preparation().encoded(List.of(line.text()), i -> line.name());
    int[] ids = encoded.ids().getFirst();
    Tensor one = Tensor.of(Arrays.stream(ids).asLongStream().toArray()).unsqueeze(0);
    AskedClass asked = AskedClass.of(model.saved(), one, wanted, "tokens");
    AttentionMaps seen = new AttentionMaps();
    Tensor vectors =
        Autograd.noGrad(() -> {
          network.apply(one, Mode.evaluation().observedBy(seen));
          return network.vectors(one, Mode.evaluation());
        });
    return new LineExplanation(
        line.name(),
        asked,
        TokenParts.of(
            x -> asked.ofBatch(network.ofVectors(x, repeated(one, x), Mode.evaluation())),
            vectors.get(0),
            tokens(model.preparation().tokenizer(), ids)),
        AttentionWeights.of(seen),
        LineLesson.cut(encoded.cut(), model.preparation()));
  }

  /** The ids once for each of a batch. */
  private static Tensor repeated(Tensor ids, Tensor batch) {
    return ids.repeat(batch.shape().size(0), 1);
  }

  private static List<String> tokens(Tokenizer tokenizer, int... ids) {
    Tokenizer.Decoder decoder = tokenizer.decoder();
    return Arrays.stream(ids).mapToObj(id -> TokenParts.shown(decoder.next(id))).toList();
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s, %d tokens: P(%s) = %.4f",
            name,
            parts.tokens().size(),
            asked.name(),
            asked.probability()));
    lines.addAll(parts.lines(asked.name()));
    cut.ifPresent(lines::add);
    return lines;
  }

  @Override
  public List<ModelFigures.Named> figures() {
    List<ModelFigures.Named> figures = new ArrayList<>();
    figures.add(parts.figure(asked.name()));
    attention.ifPresent(weights -> figures.addAll(weights.figures(parts.tokens())));
    return figures;
  }

  @Override
  public void describe(JsonObject.Builder json) {
    json.put("input", name).put("class", asked.name()).put("probability", asked.probability());
    parts.describe(json);
    cut.ifPresent(word -> json.put("cut", word));
    attention.ifPresent(weights -> weights.describe(json));
  }
}
