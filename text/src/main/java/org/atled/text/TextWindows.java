package org.atled.text;

import java.util.Optional;
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
 * A text in windows that lie one behind the other: x has the ids of a window, y the same one step
 * later. What is left behind the last whole window is not used.
 */
public final class TextWindows implements TokenData {
  private final DatasetInfo info;
  private final Tokens tokens;
  private final int vocabulary;
  private final int context;
  private final long first;
  private final int size;
  private final double tokensPerCharacter;
  private final Optional<Seed> shifts;

  private TextWindows(
      DatasetInfo info,
      Tokens tokens,
      int vocabulary,
      int context,
      long first,
      int size,
      double tokensPerCharacter,
      Optional<Seed> shifts) {
    this.info = info;
    this.tokens = tokens;
    this.vocabulary = vocabulary;
    this.context = context;
    this.first = first;
    this.size = size;
    this.tokensPerCharacter = tokensPerCharacter;
    this.shifts = shifts;
  }

  /**
   * Windows over ids.
   *
   * @param name what errors and reports call them
   * @param vocabulary ids go from 0 to below it
   * @param context how many steps a window has
   * @throws ArgumentException if there are not enough ids for one, or one is outside the vocabulary
   */
  public static TextWindows of(String name, Tokens tokens, int vocabulary, int context) {
    return of(name, tokens, vocabulary, context, Double.NaN);
  }

  /**
   * Windows over a text.
   *
   * @throws ArgumentException as the other, or if it has what the tokenizer has no id for
   */
  public static TextWindows of(String name, Tokenizer tokenizer, String text, int context) {
    Tokens tokens = Tokens.of(tokenizer.encode(text));
    double characters = text.codePointCount(0, text.length());
    return of(name, tokens, tokenizer.size(), context, tokens.size() / characters);
  }

  private static TextWindows of(
      String name, Tokens tokens, int vocabulary, int context, double tokensPerCharacter) {
    if (context < 1) {
      throw new ArgumentException(
          "Text \"%s\": the context is %d but must be at least 1.".formatted(name, context));
    }
    if (tokens.size() <= context) {
      throw tooShort("Text \"%s\"".formatted(name), tokens.size(), context);
    }
    tokens.check(name, vocabulary);
    int size = (int) Math.min(Integer.MAX_VALUE, (tokens.size() - 1) / context);
    return new TextWindows(
        TokenData.info(name, context, false),
        tokens,
        vocabulary,
        context,
        0,
        size,
        tokensPerCharacter,
        Optional.empty());
  }

  private static ArgumentException tooShort(String what, long size, int context) {
    return new ArgumentException(
        "%s has %d ids, but a window takes %d, the context and one more; %s."
            .formatted(
                what,
                size,
                context + 1L,
                size > 1
                    ? "take a context of at most %d (--context), or a longer text"
                        .formatted(size - 1)
                    : "take a longer text"));
  }

  /**
   * The windows of a text: the last tenth of its characters to measure on, the others to learn
   * from, {@linkplain #shifting shifted} in each epoch.
   *
   * @param name what errors and reports call it
   * @throws ArgumentException if either part is shorter than a window
   */
  public static Split split(String name, Tokenizer tokenizer, String text, int context, Seed seed) {
    String last = text.substring(cut(text));
    int measured = tokenizer.encode(last).length;
    if (measured <= context) {
      throw tooShort(
          "Text \"%s\": its last tenth, which is measured on,".formatted(name), measured, context);
    }
    return new Split(
        of(name, tokenizer, toLearn(text), context).shifting(seed),
        of(name, tokenizer, last, context));
  }

  /** What of a text is learned from: all but its last tenth. */
  public static String toLearn(String text) {
    return text.substring(0, cut(text));
  }

  /** Where the last tenth of a text begins, not in the middle of a character. */
  static int cut(String text) {
    int cut = (int) (text.length() * 9L / 10);
    return cut > 0 && Character.isLowSurrogate(text.charAt(cut)) ? cut - 1 : cut;
  }

  /**
   * The same, where the windows of each epoch begin at another place, drawn from its number: over
   * the epochs each id is told from all lengths of what comes before it. One window less, if there
   * are several, makes room for that.
   */
  public TextWindows shifting(Seed seed) {
    int less = size > 1 ? size - 1 : size;
    return new TextWindows(
        info, tokens, vocabulary, context, first, less, tokensPerCharacter, Optional.of(seed));
  }

  @Override
  public Dataset inEpoch(int epoch) {
    if (shifts.isEmpty()) {
      return this;
    }
    long room = Math.min(context, tokens.size() - 1 - (long) size * context + 1);
    long shift = shifts.get().at("windows").at(epoch).draws().below(Math.toIntExact(room));
    return new TextWindows(
        info, tokens, vocabulary, context, shift, size, tokensPerCharacter, Optional.empty());
  }

  @Override
  public DatasetInfo info() {
    return info;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int vocabulary() {
    return vocabulary;
  }

  @Override
  public int context() {
    return context;
  }

  @Override
  public long tokens() {
    return (long) size * context;
  }

  @Override
  public double tokensPerCharacter() {
    return tokensPerCharacter;
  }

  @Override
  public Batch batch(int... examples) {
    Tensor index = Dataset.index(this, examples);
    long[] x = new long[Math.multiplyExact(examples.length, context)];
    long[] y = new long[x.length];
    for (int i = 0; i < examples.length; i++) {
      long from = first + (long) examples[i] * context;
      tokens.copy(from, x, i * context, context);
      tokens.copy(from + 1, y, i * context, context);
    }
    Shape shape = Shape.of(examples.length, context);
    return Batch.of(
        Tensor.wrap(new Storage.Int64(x), shape), Tensor.wrap(new Storage.Int64(y), shape), index);
  }

  @Override
  public String toString() {
    return info.name() + " (" + size + " windows of " + context + " ids)";
  }
}
