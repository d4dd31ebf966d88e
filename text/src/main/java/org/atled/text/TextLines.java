package org.atled.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Split;

/**
 * Short texts, each an example: x begins with a mark, y ends with it. The mark is one id more than
 * the tokenizer has. A batch is as long as its longest line, rounded up to a multiple of 8, and
 * batches of an epoch are of lines of similar lengths.
 */
public final class TextLines implements TokenData {
  private final DatasetInfo info;
  private final List<int[]> lines;
  private final int mark;
  private final int context;
  private final long tokens;
  private final double tokensPerCharacter;

  private TextLines(
      DatasetInfo info, List<int[]> lines, int mark, int context, double tokensPerCharacter) {
    this.info = info;
    this.tokensPerCharacter = tokensPerCharacter;
    this.lines = lines;
    this.mark = mark;
    this.context = context;
    this.tokens = lines.stream().mapToLong(line -> line.length + 1L).sum();
  }

  /**
   * Lines of ids.
   *
   * @param name what errors and reports call them
   * @param lines without marks
   * @param tokens how many ids the tokenizer has; the mark comes behind them
   * @param context the greatest number of steps, at least that of the longest line and one more
   * @throws ArgumentException if there is no line, or one is longer or has an id outside
   */
  public static TextLines of(String name, List<int[]> lines, int tokens, int context) {
    return of(name, lines, tokens, context, Double.NaN);
  }

  /**
   * Lines of text. Their ends count as characters.
   *
   * @throws ArgumentException as the other, or if one has what the tokenizer has no id for
   */
  public static TextLines of(String name, Tokenizer tokenizer, List<String> lines, int context) {
    List<int[]> ids = encoded(tokenizer, lines);
    double characters =
        lines.stream().mapToLong(line -> 1L + line.codePointCount(0, line.length())).sum();
    long count = ids.stream().mapToLong(line -> line.length + 1L).sum();
    return of(name, ids, tokenizer.size(), context, count / characters);
  }

  private static TextLines of(
      String name, List<int[]> lines, int tokens, int context, double tokensPerCharacter) {
    if (lines.isEmpty()) {
      throw new ArgumentException(
          "Text \"%s\": there is no line; give it at least one.".formatted(name));
    }
    for (int i = 0; i < lines.size(); i++) {
      int length = lines.get(i).length;
      if (length + 1 > context) {
        throw new ArgumentException(
            "Text \"%s\": line %d has %d ids and a mark, more than the context of %d; train with --context %d, or shorten the line."
                .formatted(name, i + 1, length, context, longest(lines) + 1));
      }
      Tokens.of(lines.get(i)).check(name, tokens);
    }
    List<int[]> own = lines.stream().map(int[]::clone).toList();
    return new TextLines(
        TokenData.info(name, context, true), own, tokens, context, tokensPerCharacter);
  }

  /** How many ids the longest has. */
  private static int longest(List<int[]> lines) {
    return lines.stream().mapToInt(line -> line.length).max().orElse(0);
  }

  /**
   * A text's lines, as they are read, in two parts: a tenth, drawn by the seed, to measure on, the
   * others to learn from.
   *
   * @param name what errors and reports call it
   * @param context 0 for that of the longest line
   * @throws ArgumentException if there are fewer than two lines, or one is longer than the context
   */
  public static Split split(
      String name, Tokenizer tokenizer, List<String> lines, int context, Seed seed) {
    if (lines.size() < 2) {
      throw new ArgumentException(
          "Text \"%s\" has one line, but one is learned from and another measured on; give it more, or leave --lines out."
              .formatted(name));
    }
    int most = context == 0 ? longest(encoded(tokenizer, lines)) + 1 : context;
    of(name, tokenizer, lines, most); // names a wrong line by its place in the whole
    int[] order = order(lines, seed);
    return new Split(
        of(name, tokenizer, some(lines, order, kept(lines), order.length), most),
        of(name, tokenizer, some(lines, order, 0, kept(lines)), most));
  }

  /** What of a text's lines is learned from: all but a tenth, drawn by the seed. */
  public static List<String> toLearn(List<String> lines, Seed seed) {
    return lines.size() < 2 ? lines : some(lines, order(lines, seed), kept(lines), lines.size());
  }

  private static int[] order(List<String> lines, Seed seed) {
    return seed.at("lines").draws().permutation(lines.size());
  }

  /** How many are measured on, which come first in the order. */
  private static int kept(List<String> lines) {
    return Math.max(1, lines.size() / 10);
  }

  /** Errors name the line. */
  private static List<int[]> encoded(Tokenizer tokenizer, List<String> lines) {
    List<int[]> ids = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      try {
        ids.add(tokenizer.encode(lines.get(i)));
      } catch (ArgumentException e) {
        throw e.within("Line " + (i + 1));
      }
    }
    return ids;
  }

  private static List<String> some(List<String> lines, int[] order, int from, int to) {
    return Arrays.stream(order, from, to).sorted().mapToObj(lines::get).toList();
  }

  /**
   * The lines in an order drawn by the seed, but that of each sixteen batches the lines are sorted
   * by length, and batches drawn again.
   */
  @Override
  public int[] order(Seed seed, int batchSize) {
    return Lengths.order(lines.stream().mapToInt(line -> line.length).toArray(), seed, batchSize);
  }

  @Override
  public DatasetInfo info() {
    return info;
  }

  @Override
  public int size() {
    return lines.size();
  }

  @Override
  public int vocabulary() {
    return mark + 1;
  }

  @Override
  public int context() {
    return context;
  }

  @Override
  public long tokens() {
    return tokens;
  }

  @Override
  public double tokensPerCharacter() {
    return tokensPerCharacter;
  }

  @Override
  public Batch batch(int... examples) {
    Tensor index = Dataset.index(this, examples);
    int longest = 1 + Arrays.stream(examples).map(i -> lines.get(i).length).max().orElse(0);
    int steps = Lengths.steps(longest, context);
    long[] x = new long[Math.multiplyExact(examples.length, steps)];
    long[] y = new long[x.length];
    Arrays.fill(x, mark);
    Arrays.fill(y, NextToken.IGNORED);
    float[] sizes = new float[examples.length];
    Arrays.fill(sizes, (float) ((double) tokens / lines.size()));
    for (int i = 0; i < examples.length; i++) {
      int[] line = lines.get(examples[i]);
      int at = i * steps;
      for (int j = 0; j < line.length; j++) {
        x[at + 1 + j] = line[j];
        y[at + j] = line[j];
      }
      y[at + line.length] = mark;
    }
    Shape shape = Shape.of(examples.length, steps);
    return Batch.of(
            Tensor.wrap(new Storage.Int64(x), shape),
            Tensor.wrap(new Storage.Int64(y), shape),
            index)
        .with(SIZE, Tensor.wrap(new Storage.Float32(sizes), Shape.of(examples.length)));
  }

  @Override
  public String toString() {
    return info.name() + " (" + lines.size() + " lines)";
  }
}
