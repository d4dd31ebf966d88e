package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenModelTest {
  private static final Sampling SAMPLING = new Sampling(0.9, 7, 0.95);

  private static final List<TokenModel.Prompt> PROMPTS =
      List.of(
          TokenModel.Prompt.of(Seed.of(3), 1, 2, 3, 4, 5),
          TokenModel.Prompt.of(Seed.of(3), 7),
          TokenModel.Prompt.of(Seed.of(4), 2, 9, 9, 1, 0),
          TokenModel.Prompt.of(Seed.of(3), 10, 6, 4));

  /** Some write further than the context of the transformer goes. */
  static List<TokenModel> models() {
    List<TokenModel> models =
        List.of(
            new GPT(GPT.Config.of(11, 12, 16, 2).withHeads(4)),
            model(RNNModel.Kind.RNN),
            model(RNNModel.Kind.LSTM),
            model(RNNModel.Kind.GRU));
    models.forEach(model -> ((Layer) model).initialize(Seed.of(5)));
    return models;
  }

  private static RNNModel model(RNNModel.Kind kind) {
    return new RNNModel(RNNModel.Config.of(kind, 11, 12, 2).withDropout(0.5));
  }

  @ParameterizedTest
  @MethodSource("models")
  void eachPromptGetsWhatItGetsAlone(TokenModel model) {
    List<Tensor> together = model.generate(PROMPTS, 15, SAMPLING);

    for (int i = 0; i < PROMPTS.size(); i++) {
      List<Tensor> alone = model.generate(List.of(PROMPTS.get(i)), 15, SAMPLING);
      assertThat(together.get(i).toLongs()).hasSize(15).isEqualTo(alone.getFirst().toLongs());
    }
    assertThat(together.get(0).toLongs()).isNotEqualTo(together.get(2).toLongs());
  }

  /** Past a block of keys of attention, and each ends when it likes. */
  @Test
  void longPromptsOfSeveralLengthsGetWhatTheyGetAlone() {
    GPT gpt = new GPT(GPT.Config.of(11, 200, 16, 2).withHeads(4));
    gpt.initialize(Seed.of(5));
    List<TokenModel.Prompt> prompts = new ArrayList<>();
    for (int length : new int[] {125, 3, 130, 125, 64}) {
      Tensor ids = Tensor.arange(length).mul(Tensor.of(7L)).fmod(Tensor.of(11L));
      prompts.add(new TokenModel.Prompt(ids, Seed.of(length)));
    }
    List<Tensor> together =
        gpt.generate(prompts, 9, SAMPLING, OptionalLong.of(4), (prompt, id) -> {});
    List<Integer> lengths = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      List<Tensor> alone =
          gpt.generate(
              List.of(prompts.get(i)), 9, SAMPLING, OptionalLong.of(4), (prompt, id) -> {});
      assertThat(together.get(i).toLongs()).isEqualTo(alone.getFirst().toLongs());
      lengths.add(alone.getFirst().shape().elements());
    }
    assertThat(lengths).contains(9).anyMatch(length -> length < 9);
  }

  /** After prompts of four lengths were read, one pass of the network an id serves them all. */
  @Test
  void allGoThroughTheNetworkInOnePass() {
    GPT gpt = new GPT(GPT.Config.of(11, 40, 16, 1));
    gpt.initialize(Seed.of(5));
    List<Shape> seen = new ArrayList<>();
    Continuation.Reader<Integer> counting =
        new Continuation.Reader<>() {
          @Override
          public Continuation.Read<Integer> read(Tensor ids, Optional<Integer> before) {
            seen.add(ids.shape());
            Tensor logits = Tensor.zeros(ids.shape().size(0), ids.shape().size(1), 11);
            return new Continuation.Read<>(logits, 0);
          }

          @Override
          public Integer join(List<Integer> parts) {
            return 0;
          }

          @Override
          public Integer keep(Integer all, Tensor rows) {
            return 0;
          }
        };
    new Continuation<>(gpt, OptionalLong.of(6), counting)
        .of(PROMPTS, 3, SAMPLING, OptionalLong.empty(), (prompt, id) -> {});

    assertThat(seen)
        .containsExactly(
            Shape.of(2, 5),
            Shape.of(1, 1),
            Shape.of(1, 3), // the prompts
            Shape.of(4, 1), // six steps fit
            Shape.of(2, 1),
            Shape.of(2, 6)); // two go on, of two the last six are read anew
  }

  /** All steps anew for each id. */
  @ParameterizedTest
  @MethodSource("models")
  void whatIsKeptChangesNothing(TokenModel model) {
    TokenModel.Prompt prompt = PROMPTS.get(3);
    Tensor all = prompt.ids().unsqueeze(0);
    for (int i = 0; i < 15; i++) {
      long steps = all.shape().size(1);
      long from = Math.max(0, steps - model.context().orElse(steps));
      Tensor logits = ((Layer) model).apply(all.slice(1, from, steps));
      Tensor last = logits.select(1, logits.shape().size(1) - 1);
      all = Structure.concat(1, all, SAMPLING.draw(prompt.seed().at(i), last).unsqueeze(1));
    }

    assertThat(model.generate(List.of(prompt), 15, SAMPLING).getFirst().toLongs())
        .isEqualTo(all.slice(1, 3, 18).flatten().toLongs());
  }

  @ParameterizedTest
  @MethodSource("models")
  void aSequenceEndsBehindItsEnd(TokenModel model) {
    long[] free = model.generate(PROMPTS, 15, SAMPLING).get(1).toLongs();
    List<Long> heard = new ArrayList<>();

    List<Tensor> ended =
        model.generate(
            PROMPTS,
            15,
            SAMPLING,
            OptionalLong.of(free[4]),
            (prompt, id) -> Stream.of(id).filter(any -> prompt == 1).forEach(heard::add));

    long[] written = ended.get(1).toLongs();
    assertThat(written).hasSizeLessThanOrEqualTo(5).endsWith(free[4]);
    assertThat(free).startsWith(written);
    assertThat(heard).hasSize(written.length).endsWith(free[4]);
  }

  @Test
  void aGptWritesWhatItWritesToABatchOfOne() {
    GPT gpt = (GPT) models().getFirst();
    Tensor ids = PROMPTS.getFirst().ids().unsqueeze(0);

    assertThat(gpt.generate(List.of(PROMPTS.getFirst()), 9, SAMPLING).getFirst().toLongs())
        .isEqualTo(gpt.generate(ids, 9, SAMPLING, Seed.of(3)).slice(1, 5, 14).flatten().toLongs());
  }

  @Test
  void stepsOfARecurrenceAreThoseOfTheWhole() {
    Tensor ids = Tensor.of(new long[][] {{1, 2, 3, 4, 5}, {9, 8, 7, 6, 5}});
    for (RNNModel.Kind kind : RNNModel.Kind.values()) {
      RNNModel model = model(kind);
      RNNModel.Step first = model.step(ids.slice(1, 0, 2), List.of(), Mode.evaluation());
      RNNModel.Step rest = model.step(ids.slice(1, 2, 5), first.state(), Mode.evaluation());

      assertThat(Structure.concat(1, first.logits(), rest.logits()).toFloats())
          .isEqualTo(model.apply(ids).toFloats());
    }
  }

  @Test
  void namesOfWeightsArePyTorchs() {
    assertThat(model(RNNModel.Kind.GRU).state().entries().keySet())
        .contains(
            "encoder.weight",
            "rnn.weight_ih_l0",
            "rnn.bias_hh_l1",
            "decoder.weight",
            "decoder.bias");
  }

  @Test
  void whatCannotBeContinuedIsRefused() {
    RNNModel model = model(RNNModel.Kind.LSTM);
    assertThatThrownBy(() -> TokenModel.Prompt.of(Seed.of(1)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("the ids of a prompt are [0] but must be [steps], at least one step.");
    assertThatThrownBy(() -> model.generate(PROMPTS, -1, SAMPLING))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("RNNModel: the count of ids to write is -1 but must be at least 0.");
    assertThatThrownBy(
            () -> model.generate(List.of(TokenModel.Prompt.of(Seed.of(1), 3, 11)), 1, SAMPLING))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Embedding \"encoder\": the id 11 at [0, 1] is not in the vocabulary, whose 11 ids go"
                + " from 0 to 10; give the layer more entries, or text the same vocabulary.");
    assertThatThrownBy(() -> model.apply(Tensor.of(new long[] {1})))
        .hasMessage("RNNModel: the ids are [1] but must be [batch, steps], at least one step.");
    assertThatThrownBy(() -> RNNModel.Config.of(RNNModel.Kind.GRU, 0, 1, 1))
        .hasMessage(
            "RNNModel: takes a vocabulary, a width and layers of at least 1, not 0, 1 and 1.");
    RNNModel.Config one = RNNModel.Config.of(RNNModel.Kind.GRU, 2, 1, 1).withDropout(-0.5);
    assertThatThrownBy(() -> new RNNModel(one))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("the probability is -0.5 but must be at least 0 and less than 1");
    GPT gpt = (GPT) models().getFirst();
    assertThatThrownBy(() -> gpt.apply(Tensor.arange(13).fmod(Tensor.of(11L)).unsqueeze(0)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining(
            "whose steps stand at the places 0 to 12, but there are places 0 to 11");
    assertThat(model.generate(List.of(), 3, SAMPLING)).isEmpty();
  }
}
