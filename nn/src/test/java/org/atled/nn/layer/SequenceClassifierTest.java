package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.nn.layer.SequenceClassifier.Body;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SequenceClassifierTest {
  private static final long VOCABULARY = 20;

  private static SequenceClassifier network(Body body) {
    SequenceClassifier network =
        new SequenceClassifier(
            new SequenceClassifier.Config(
                body, VOCABULARY, 300, 32, body == Body.BAG ? 0 : 2, 3, 0.1));
    network.initialize(Seed.of(5));
    return network;
  }

  private static Tensor line(int seed, int length) {
    Draws draws = Seed.of(seed).draws();
    return Tensor.of(
        LongStream.generate(() -> draws.below((int) VOCABULARY)).limit(length).toArray());
  }

  /** Longer than a block of attention's keys, so that whole blocks are padding. */
  @ParameterizedTest
  @EnumSource
  void aLineGetsWhatItGetsAlone(Body body) {
    SequenceClassifier network = network(body);
    int[] lengths = {290, 1, 37, 130};
    Tensor[] padded = new Tensor[lengths.length];
    for (int i = 0; i < lengths.length; i++) {
      Tensor padding = Tensor.zeros(line(0, 1).dtype(), 290 - lengths[i]).add(VOCABULARY);
      padded[i] = Structure.concat(0, line(i, lengths[i]), padding);
    }
    Tensor together = network.apply(Structure.stack(0, padded));
    for (int i = 0; i < lengths.length; i++) {
      assertThat(network.apply(line(i, lengths[i]).unsqueeze(0)).toFloats())
          .as("%s, %s steps", body, lengths[i])
          .containsExactly(together.select(0, i).toFloats());
    }
  }

  @Test
  void onlyABagForgetsTheOrder() {
    Tensor one = Tensor.of(new long[][] {{1, 2, 3}});
    Tensor other = Tensor.of(new long[][] {{3, 1, 2}});
    for (Body body : Body.values()) {
      SequenceClassifier network = network(body);
      assertThat(network.apply(one).allClose(network.apply(other), 1e-5, 1e-5))
          .as(body.name())
          .isEqualTo(body == Body.BAG);
    }
  }

  @Test
  void namesWhatDoesNotFit() {
    assertThatThrownBy(() -> network(Body.BAG).apply(Tensor.of(new long[] {3})))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "SequenceClassifier: the ids are [1] but must be [batch, steps], at least one step.");
    assertThatThrownBy(() -> new SequenceClassifier.Config(Body.LSTM, 5, 6, 7, 0, 2, 0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "SequenceClassifier: a bag has 0 layers and any other body at least 1, but lstm has"
                + " 0.");
    assertThatThrownBy(() -> new SequenceClassifier.Config(Body.LSTM, 5, 6, 0, 1, 2, 0))
        .hasMessage(
            "SequenceClassifier: takes a vocabulary, a context, a width and outputs of at least 1,"
                + " not 5, 6, 0 and 2.");
  }
}
