package org.atled.text;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Tensor;
import org.atled.data.Task;
import org.atled.tables.Table;
import org.atled.train.Prediction;
import org.atled.train.SavedModel;

/**
 * A model that tells classes of lines of text apart, with its tokenizer. Safe to ask from any
 * thread. What it says of a line does not depend on what is asked beside it.
 *
 * <pre>{@code
 * LineModel reviews = LineModel.load(Path.of("atled-out/reviews"));
 * IO.println(reviews.predict("a joy from end to end").name());
 * }</pre>
 */
public final class LineModel {
  /** Lines of similar lengths that go through the network together. */
  private static final int BATCH = 128;

  private final SavedModel saved;
  private final LinePreparation preparation;

  /**
   * What it says.
   *
   * @param each of the lines, in their order
   * @param cut how many were longer than the context, and lost their ends
   */
  public record Answers(List<Prediction.OfClass> each, int cut) {}

  private LineModel(SavedModel saved, LinePreparation preparation) {
    this.saved = saved;
    this.preparation = preparation;
  }

  /** Whether a saved model is one of lines. */
  public static boolean isMeant(SavedModel saved) {
    return saved
        .preparation()
        .filter(json -> json.string("type").equals(LinePreparation.TYPE))
        .isPresent();
  }

  /**
   * Loads a model.
   *
   * @throws StateException if it did not learn classes of lines
   */
  public static LineModel load(Path folder) {
    return of(folder, SavedModel.load(folder));
  }

  /**
   * The same of a model that is loaded.
   *
   * @param folder where from
   * @throws StateException if it did not learn classes of lines
   * @throws org.atled.core.error.FormatException if what is saved of the tokenizer is damaged
   */
  public static LineModel of(Path folder, SavedModel saved) {
    if (!isMeant(saved)) {
      throw new StateException(
          "The model in %s learned from %s, and not from lines of text with a class; train one: ./atled train FILE.csv --target COLUMN --model bag:64."
              .formatted(folder, saved.info().name()));
    }
    Task task = saved.info().task();
    return new LineModel(saved, LinePreparation.read(saved.preparation().orElseThrow(), task));
  }

  public SavedModel saved() {
    return saved;
  }

  /** How ids are made of lines, and where it learned from. */
  public LinePreparation preparation() {
    return preparation;
  }

  /**
   * What it says of a line.
   *
   * @throws org.atled.core.error.ArgumentException if it is empty, or has what the tokenizer has no
   *     id for
   */
  public Prediction.OfClass predict(String line) {
    return answers(preparation.encoded(List.of(line), i -> "The text")).each().getFirst();
  }

  /** The same of many, with numbers from 0 in errors. */
  public List<Prediction.OfClass> predict(List<String> lines) {
    return ask(lines, i -> "Text " + i).each();
  }

  /**
   * The same, and how many lost their ends.
   *
   * @param place what errors call each
   */
  public Answers ask(List<String> lines, IntFunction<String> place) {
    return answers(preparation.encoded(lines, place));
  }

  /**
   * What it says of all rows of a table.
   *
   * @throws org.atled.core.error.AtledException naming the line of a text that it cannot take
   */
  public Answers ask(Table table) {
    return answers(preparation.encoded(table, table.allRows()));
  }

  private Answers answers(LinePreparation.Encoded encoded) {
    List<int[]> lines = encoded.ids();
    List<String> classes = preparation.classes().classes();
    Prediction.OfClass[] all = new Prediction.OfClass[lines.size()];
    int[] byLength =
        IntStream.range(0, all.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> lines.get(i).length))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int from = 0; from < all.length; from += BATCH) {
      int[] some = Arrays.copyOfRange(byLength, from, Math.min(all.length, from + BATCH));
      float[] said = said(Arrays.stream(some).mapToObj(lines::get).toList());
      for (int i = 0; i < some.length; i++) {
        all[some[i]] =
            new Prediction.OfClass(
                classes, Arrays.copyOfRange(said, i * classes.size(), (i + 1) * classes.size()));
      }
    }
    return new Answers(List.of(all), encoded.cut());
  }

  /** Probabilities of lines, row-major. */
  private float[] said(List<int[]> lines) {
    Tensor ids = LabelledLines.padded(lines, preparation.tokenizer().size(), preparation.context());
    return Autograd.noGrad(() -> saved.objective().predictions(saved.model().apply(ids)))
        .toFloats();
  }
}
