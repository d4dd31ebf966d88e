package org.atled.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.layer.GPT;
import org.atled.nn.layer.Sampling;
import org.atled.nn.layer.TokenModel;
import org.atled.train.EpochReport;
import org.atled.train.Evaluation;
import org.atled.train.Metric;
import org.atled.train.SavedModel;

/**
 * A model that was trained on a text, with its tokenizer: it writes on, and says how likely a text
 * is. Safe to ask from any thread.
 *
 * <pre>{@code
 * LanguageModel bard = LanguageModel.load(Path.of("atled-out/shakespeare"));
 * IO.println(bard.generate("ROMEO:", 200, Sampling.plain(), Seed.of(1)));
 * }</pre>
 */
public final class LanguageModel {
  private static final int BATCH = 32;

  private final SavedModel saved;
  private final TokenModel network;
  private final TextPreparation preparation;

  /**
   * What is continued.
   *
   * @param seed of what is drawn for it: the same gives the same text, whatever else is written
   *     beside it
   */
  public record Prompt(String text, Seed seed) {}

  /**
   * How well a model knows a text.
   *
   * @param loss the mean −ln of the probability of an id
   * @param tokens over how many ids
   * @param perplexity e to it
   * @param bitsPerCharacter which can be compared between tokenizers
   */
  public record Score(double loss, long tokens, double perplexity, double bitsPerCharacter) {}

  private LanguageModel(SavedModel saved, TokenModel network, TextPreparation preparation) {
    this.saved = saved;
    this.network = network;
    this.preparation = preparation;
  }

  /** Whether a saved model is one of texts. */
  public static boolean isMeant(SavedModel saved) {
    return saved
        .preparation()
        .filter(json -> json.string("type").equals(TextPreparation.TYPE))
        .isPresent();
  }

  /**
   * Loads a model.
   *
   * @throws StateException if it did not learn from a text
   */
  public static LanguageModel load(Path folder) {
    return of(folder, SavedModel.load(folder));
  }

  /**
   * The same of a model that is loaded.
   *
   * @param folder where from
   * @throws StateException if it did not learn from a text
   * @throws org.atled.core.error.FormatException if what is saved of the tokenizer is damaged
   */
  public static LanguageModel of(Path folder, SavedModel saved) {
    if (!isMeant(saved)) {
      throw new StateException(
          "The model in %s learned from %s, and not from a text; train one: ./atled train FILE.txt."
              .formatted(folder, saved.info().name()));
    }
    TextPreparation preparation = TextPreparation.read(saved.preparation().orElseThrow());
    if (!(saved.module() instanceof TokenModel network)
        || network.vocabulary() != preparation.vocabulary()) {
      throw saved
          .preparation()
          .get()
          .error(
              "has %d ids, which does not go with the network %s; it was changed or is damaged."
                  .formatted(preparation.vocabulary(), saved.module()));
    }
    return new LanguageModel(saved, network, preparation);
  }

  /**
   * Rounds the weights of its products to int8 for what it writes and measures from now on: {@link
   * GPT#quantize}.
   *
   * @throws StateException if its network is recurrent
   */
  public void quantize() {
    if (!(network instanceof GPT gpt)) {
      throw new StateException(
          "The network %s has no weights that are rounded to int8; only a GPT has."
              .formatted(network));
    }
    gpt.quantize();
  }

  public SavedModel saved() {
    return saved;
  }

  /** How ids are made of texts, and where it learned from. */
  public TextPreparation preparation() {
    return preparation;
  }

  /**
   * Continues a text.
   *
   * @param prompt what stands before; empty only for a model of lines
   * @param tokens how many ids are written at most; a line ends before if its end is written
   * @return what comes behind the prompt
   * @throws ArgumentException if the prompt has what the tokenizer has no id for
   */
  public String generate(String prompt, int tokens, Sampling sampling, Seed seed) {
    return generate(prompt, tokens, sampling, seed, piece -> {});
  }

  /**
   * The same, and a listener hears of each piece as soon as it is written. A piece is one id's
   * text; bytes of a character come together.
   */
  public String generate(
      String prompt, int tokens, Sampling sampling, Seed seed, Consumer<String> listener) {
    return written(
            List.of(new Prompt(prompt, seed)),
            tokens,
            sampling,
            (place, piece) -> listener.accept(piece))
        .getFirst();
  }

  /**
   * Continues several texts, of any lengths, together. Each gets, bit for bit, what it gets alone.
   *
   * @return what comes behind each prompt
   */
  public List<String> generate(List<Prompt> prompts, int tokens, Sampling sampling) {
    return written(prompts, tokens, sampling, (place, piece) -> {});
  }

  /** Hears of a piece of the text of a prompt. */
  private interface Pieces {
    void wrote(int place, String piece);
  }

  private List<String> written(
      List<Prompt> prompts, int tokens, Sampling sampling, Pieces listener) {
    if (tokens < 1) {
      throw new ArgumentException(
          "LanguageModel: the number of tokens to write is %d but must be at least 1."
              .formatted(tokens));
    }
    List<TokenModel.Prompt> ids = new ArrayList<>();
    List<Writer> writers = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      int[] text = ids(i, prompts);
      LongStream read = LongStream.concat(mark().stream(), Arrays.stream(text).asLongStream());
      ids.add(new TokenModel.Prompt(Tensor.of(read.toArray()), prompts.get(i).seed()));
      writers.add(new Writer(text));
    }
    OptionalLong end = mark();
    network.generate(
        ids,
        tokens,
        sampling,
        end,
        (place, id) -> {
          if (end.isEmpty() || end.getAsLong() != id) {
            tell(place, writers.get(place).next((int) id), listener);
          }
        });
    for (int i = 0; i < writers.size(); i++) {
      tell(i, writers.get(i).end(), listener);
    }
    return writers.stream().map(writer -> writer.text.toString()).toList();
  }

  private static void tell(int place, String piece, Pieces listener) {
    if (!piece.isEmpty()) {
      listener.wrote(place, piece);
    }
  }

  /**
   * What the network reads of a text.
   *
   * @param ids int64 [1, steps]
   * @param texts what each id adds to the text: nothing while a character is not complete, nor for
   *     the mark that lines begin with
   */
  public record Reading(Tensor ids, List<String> texts) {
    public Reading {
      texts = List.copyOf(texts);
    }
  }

  /**
   * The ids that stand before what is written, of a prompt.
   *
   * @throws ArgumentException as {@link #generate(String, int, Sampling, Seed)}
   */
  public Reading reading(String prompt) {
    int[] text = ids(0, List.of(new Prompt(prompt, Seed.of(0))));
    long[] ids = LongStream.concat(mark().stream(), Arrays.stream(text).asLongStream()).toArray();
    List<String> texts = new ArrayList<>();
    mark().ifPresent(begins -> texts.add(""));
    Tokenizer.Decoder decoder = preparation.tokenizer().decoder();
    for (int id : text) {
      texts.add(decoder.next(id));
    }
    return new Reading(Tensor.of(ids).unsqueeze(0), texts);
  }

  /** What lines begin and end with. */
  private OptionalLong mark() {
    return preparation.lines()
        ? OptionalLong.of(preparation.tokenizer().size())
        : OptionalLong.empty();
  }

  /** One text while it is written. */
  private final class Writer {
    private final StringBuilder text = new StringBuilder();
    private final Tokenizer.Decoder decoder = preparation.tokenizer().decoder();

    /** The decoder hears the prompt, since what an id adds may depend on those before it. */
    Writer(int... prompt) {
      for (int id : prompt) {
        decoder.next(id);
      }
    }

    String next(int id) {
      String piece = decoder.next(id);
      text.append(piece);
      return piece;
    }

    String end() {
      String piece = decoder.end();
      text.append(piece);
      return piece;
    }
  }

  /** Of a prompt's text. */
  private int[] ids(int place, List<Prompt> prompts) {
    String text = prompts.get(place).text();
    String which = prompts.size() == 1 ? "The prompt" : "Prompt " + (place + 1);
    if (preparation.lines() && text.lines().count() > 1) {
      throw new ArgumentException(
          which + " has more than one line, but the model learned from single lines; give it one.");
    }
    int[] ids;
    try {
      ids = preparation.tokenizer().encodeBeginning(text);
    } catch (AtledException e) {
      throw e.within(which);
    }
    if (ids.length == 0 && !preparation.lines()) {
      throw new ArgumentException(
          which
              + " is empty, but a model of a whole text needs something to go on from; give it a"
              + " word, or a line's end.");
    }
    return ids;
  }

  /**
   * All of a text, to measure on: in windows of the context, of which what is left behind the last
   * is not used, or line by line. A text shorter than a window is one by itself.
   *
   * @param name what errors and reports call it
   * @throws ArgumentException if it has what the tokenizer has no id for, or fewer than two ids
   */
  public TokenData examples(String name, String text) {
    return preparation.within(context(text)).whole(name, text);
  }

  /**
   * Measures on a text, cut into {@link #examples}.
   *
   * @throws ArgumentException if it has what the tokenizer has no id for, or fewer than two ids
   */
  public Score score(String text) {
    TokenData data = examples("text", text);
    EpochReport.Measured measured = measure(data);
    return new Score(
        measured.loss(),
        data.tokens(),
        StrictMath.exp(measured.loss()),
        measured.loss() * data.tokensPerCharacter() / StrictMath.log(2));
  }

  private int context(String text) {
    int length = preparation.lines() ? 0 : preparation.tokenizer().encode(text).length;
    return length == 0
        ? preparation.context()
        : Math.min(preparation.context(), Math.max(1, length - 1));
  }

  /** The loss on examples, with perplexity and bits per character, as training reports them. */
  public EpochReport.Measured measure(TokenData data) {
    Layer model = (Layer) network;
    NextToken step = new NextToken(model);
    return Autograd.noGrad(() -> Evaluation.of(step, model, metrics(data), data, BATCH));
  }

  /** What is reported beside the loss. */
  public static List<Metric> metrics(TokenData data) {
    return List.of(TextMetric.perplexity(), TextMetric.bits(data.tokensPerCharacter()));
  }
}
