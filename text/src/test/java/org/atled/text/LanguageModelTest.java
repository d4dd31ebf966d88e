package org.atled.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Split;
import org.atled.data.Toy;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.layer.GPT;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.RNNModel;
import org.atled.nn.layer.Sampling;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.AdamW;
import org.atled.train.EpochReport;
import org.atled.train.Metric;
import org.atled.train.Run;
import org.atled.train.SavedModel;
import org.atled.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageModelTest {
  private static final String TEXT = "the cat sat on the mat. ".repeat(60);
  private static final String NAMES = "anna\nemma\nava\nhannah\nida\nada\n".repeat(8);

  @TempDir Path folder;

  private static TextPreparation preparation(String text, boolean lines) {
    return new TextPreparation(
        CharacterTokenizer.of(text.replace("\n", "")), lines, lines ? 8 : 12, Optional.empty());
  }

  private static Trainer trainer(Layer network, Split split) {
    return Trainer.of(network, AdamW.withLearningRate(0.01), new NextToken(network))
        .batchSize(16)
        .seed(3)
        .metrics(LanguageModel.metrics((TokenData) split.test()).toArray(Metric[]::new));
  }

  private LanguageModel learned(
      TextPreparation preparation, String text, Layer network, int epochs) {
    Split split = preparation.split("t", text, Seed.of(3));
    Run run = trainer(network, split).epochs(epochs).fit(split.train(), split.test());
    SavedModel.save(folder, run, preparation.json());
    return LanguageModel.load(folder);
  }

  @Test
  void itLearnsATextAndWritesItOn() {
    TextPreparation preparation = preparation(TEXT, false);
    Layer network =
        new RNNModel(RNNModel.Config.of(RNNModel.Kind.GRU, preparation.vocabulary(), 24, 1));
    LanguageModel model = learned(preparation, TEXT, network, 20);

    EpochReport last = SavedModel.history(folder).getLast();
    EpochReport.Measured test = last.test().orElseThrow();
    assertThat(test.loss()).isLessThan(0.5);
    assertThat(test.metrics().get("perplexity")).isCloseTo(Math.exp(test.loss()), within(1e-4));
    assertThat(test.metrics().get("bits_per_character"))
        .isCloseTo(test.loss() / Math.log(2), within(1e-5));
    assertThat(model.generate("the c", 14, Sampling.greedy(), Seed.of(1)))
        .isEqualTo("at sat on the ");
    LanguageModel.Score score = model.score(TEXT);
    assertThat(score.loss()).isLessThan(0.5);
    assertThat(score.perplexity()).isCloseTo(Math.exp(score.loss()), within(1e-9));
    assertThat(score.tokens()).isEqualTo((TEXT.length() - 1) / 12 * 12);
    assertThat(model.score("the").tokens()).isEqualTo(2);
    assertThat(model.score("ttt").loss()).isGreaterThan(model.score("the").loss());
  }

  @Test
  void textsOfDifferentPromptsAreThoseThatEachGetsAlone() {
    TextPreparation preparation = preparation(TEXT, false);
    Layer network = new GPT(GPT.Config.of(preparation.vocabulary(), 12, 16, 2).withHeads(2));
    LanguageModel model = learned(preparation, TEXT, network, 2);
    List<LanguageModel.Prompt> prompts =
        List.of(
            new LanguageModel.Prompt("the cat", Seed.of(1)),
            new LanguageModel.Prompt("t", Seed.of(1)),
            new LanguageModel.Prompt("the mat", Seed.of(2)));

    List<String> together = model.generate(prompts, 20, Sampling.plain());

    for (int i = 0; i < prompts.size(); i++) {
      LanguageModel.Prompt each = prompts.get(i);
      List<String> pieces = new ArrayList<>();
      assertThat(model.generate(each.text(), 20, Sampling.plain(), each.seed(), pieces::add))
          .isEqualTo(together.get(i))
          .hasSize(20);
      assertThat(String.join("", pieces)).isEqualTo(together.get(i));
      assertThat(pieces).hasSize(20);
    }
    assertThat(model.generate("the cat", 20, Sampling.plain(), Seed.of(9)))
        .isNotEqualTo(together.getFirst());
  }

  @Test
  void linesEndByThemselves() {
    TextPreparation preparation = preparation(NAMES, true);
    Layer network =
        new RNNModel(RNNModel.Config.of(RNNModel.Kind.LSTM, preparation.vocabulary(), 24, 1));
    LanguageModel model = learned(preparation, NAMES, network, 25);

    List<String> names = NAMES.lines().toList();
    for (int i = 0; i < 5; i++) {
      assertThat(names).contains(model.generate("", 40, new Sampling(0.3, 0, 1), Seed.of(i)));
    }
    assertThat(model.generate("em", 40, Sampling.greedy(), Seed.of(1))).isEqualTo("ma");
    assertThat(model.score(NAMES).tokens()).isEqualTo(NAMES.length());
    assertThatThrownBy(() -> model.generate("a\nb", 4, Sampling.plain(), Seed.of(1)))
        .hasMessage(
            "The prompt has more than one line, but the model learned from single lines; give it"
                + " one.");
    assertThatThrownBy(model::quantize)
        .isInstanceOf(StateException.class)
        .hasMessageContaining("has no weights that are rounded to int8; only a GPT has.");
  }

  /** In batches of any lengths the mean over examples is that over ids. */
  @Test
  void paddingCountsForNothing() {
    TextPreparation preparation = preparation(NAMES, true);
    RNNModel network =
        new RNNModel(RNNModel.Config.of(RNNModel.Kind.RNN, preparation.vocabulary(), 6, 1));
    network.initialize(Seed.of(4));
    TokenData data = preparation.whole("t", "anna\nava\nhannah");
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      Batch one = data.batch(i);
      long[] next = one.y().toLongs();
      int length = (int) Arrays.stream(next).filter(id -> id >= 0).count();
      Tensor logits = network.apply(one.x().slice(1, 0, length)).flatten(0, 1);
      Tensor y = one.y().slice(1, 0, length).flatten();
      sum += new CrossEntropyLoss().of(logits, y).item() * length;
    }

    double loss = new NextToken(network).of(data.batch(2, 0, 1), Mode.evaluation()).loss().item();

    assertThat(data.tokens()).isEqualTo(16);
    assertThat(loss).isCloseTo(sum / 16, within(1e-6));
  }

  /** A blank before a word is seen beside another alone, and marks end what was learned whole. */
  @Test
  void aPromptIsTheBeginningOfWhatIsWritten() {
    List<String> words = List.of("[UNK]", "[CLS]", "[SEP]", "the", "cat", "sat", "on", "mat", ".");
    String vocabulary =
        IntStream.range(0, words.size())
            .mapToObj(i -> "\"" + words.get(i) + "\":" + i)
            .collect(Collectors.joining(","));
    Tokenizer tokenizer =
        Tokenizers.of(
            JsonPlace.parse(
                """
                {"added_tokens": [], "normalizer": null,
                 "pre_tokenizer": {"type": "BertPreTokenizer"},
                 "post_processor":
                   {"type": "BertProcessing", "sep": ["[SEP]", 2], "cls": ["[CLS]", 1]},
                 "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
                 "model": {"type": "WordPiece", "unk_token": "[UNK]",
                           "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
                           "vocab": {%s}}}\
                """
                    .formatted(vocabulary),
                "t.json"));
    Layer network = new RNNModel(RNNModel.Config.of(RNNModel.Kind.GRU, 9, 16, 1));
    TextPreparation preparation = new TextPreparation(tokenizer, false, 12, Optional.empty());
    LanguageModel model = learned(preparation, TEXT, network, 30);

    assertThat(tokenizer.encodeBeginning("the cat")).containsExactly(1, 3, 4);
    assertThat(model.generate("the cat", 3, Sampling.greedy(), Seed.of(1)))
        .isEqualTo(" sat on the");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStoppedRunGoesOnToTheSameBits(boolean lines) {
    String text = lines ? NAMES : TEXT.substring(0, 480);
    TextPreparation preparation = preparation(text, lines);
    Split split = preparation.split("t", text, Seed.of(3));
    Layer whole = network(preparation);
    trainer(whole, split).epochs(3).fit(split.train(), split.test());

    AtomicInteger steps = new AtomicInteger();
    Run stopped =
        trainer(network(preparation), split)
            .epochs(3)
            .stopWhen(() -> steps.incrementAndGet() == 4)
            .fit(split.train(), split.test());
    SavedModel.save(folder, stopped, preparation.json());
    Layer resumed = network(preparation);
    trainer(resumed, split).epochs(3).resume(folder, split.train(), split.test());

    assertThat(resumed.parameters().getLast().value().toFloats())
        .isEqualTo(whole.parameters().getLast().value().toFloats());
  }

  private static Layer network(TextPreparation preparation) {
    return new RNNModel(
        RNNModel.Config.of(RNNModel.Kind.GRU, preparation.vocabulary(), 8, 2).withDropout(0.2));
  }

  @Test
  void whatCannotBeWrittenIsRefused() {
    TextPreparation preparation = preparation(TEXT, false);
    LanguageModel model =
        learned(preparation, TEXT, new GPT(GPT.Config.of(preparation.vocabulary(), 12, 8, 1)), 1);

    assertThatThrownBy(() -> model.generate("the dog", 3, Sampling.plain(), Seed.of(1)))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith(
            "The prompt: The character \"d\" (U+0064) at line 1, column 5 is none of the 11 that");
    assertThatThrownBy(() ->
            model.generate(
                List.of(
                    new LanguageModel.Prompt("t", Seed.of(1)),
                    new LanguageModel.Prompt("", Seed.of(1))),
                3,
                Sampling.plain()))
        .hasMessage(
            "Prompt 2 is empty, but a model of a whole text needs something to go on from; give it"
                + " a word, or a line's end.");
    assertThatThrownBy(() -> model.generate("t", 0, Sampling.plain(), Seed.of(1)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("LanguageModel: the number of tokens to write is 0 but must be at least 1.");
    assertThatThrownBy(() -> model.score("t"))
        .hasMessageStartingWith("Text \"text\" has 1 ids, but a window takes 2");

    Split moons = Toy.moons().generate(Seed.of(1));
    Layer linear = new Linear(2, 2);
    SavedModel.save(folder, linear, moons.info(), new CrossEntropyLoss());
    assertThatThrownBy(() -> LanguageModel.load(folder))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "The model in "
                + folder
                + " learned from moons, and not from a text; train one: ./atled train FILE.txt.");
    SavedModel.save(
        folder,
        trainer(network(preparation), preparation.split("t", TEXT, Seed.of(1)))
            .fit(preparation.split("t", TEXT, Seed.of(1)).train()),
        preparation(NAMES, true).json());
    assertThatThrownBy(() -> LanguageModel.load(folder))
        .hasMessageContaining(
            "has 9 ids, which does not go with the network RNNModel(gru, 11, 2 layers of 8,");
  }
}
