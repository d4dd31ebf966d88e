package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.WeightTransfer;
import org.junit.jupiter.api.Test;

class BERTTest {
  private static final Mode PLAIN = Mode.evaluation();
  private static final BERT.Config SMALL = BERT.Config.of(11, 12, 16, 4, 2);

  private static BERT network() {
    BERT bert = new BERT(SMALL);
    bert.initialize(Seed.of(5));
    return bert;
  }

  @Test
  void stateNamesAreThoseOfItsFiles() {
    assertThat(new BERT(BERT.Config.of(11, 12, 16, 4, 1)).state().entries().keySet())
        .containsExactly(
            "embeddings.word_embeddings.weight",
            "embeddings.position_embeddings.weight",
            "embeddings.token_type_embeddings.weight",
            "embeddings.LayerNorm.weight",
            "embeddings.LayerNorm.bias",
            "encoder.layer.0.attention.self.query.weight",
            "encoder.layer.0.attention.self.query.bias",
            "encoder.layer.0.attention.self.key.weight",
            "encoder.layer.0.attention.self.key.bias",
            "encoder.layer.0.attention.self.value.weight",
            "encoder.layer.0.attention.self.value.bias",
            "encoder.layer.0.attention.output.dense.weight",
            "encoder.layer.0.attention.output.dense.bias",
            "encoder.layer.0.attention.output.LayerNorm.weight",
            "encoder.layer.0.attention.output.LayerNorm.bias",
            "encoder.layer.0.intermediate.dense.weight",
            "encoder.layer.0.intermediate.dense.bias",
            "encoder.layer.0.output.dense.weight",
            "encoder.layer.0.output.dense.bias",
            "encoder.layer.0.output.LayerNorm.weight",
            "encoder.layer.0.output.LayerNorm.bias",
            "pooler.dense.weight",
            "pooler.dense.bias");
  }

  /** As the paper counts them: 110 million. */
  @Test
  void theBaseHasTheNumbersOfThePaper() {
    assertThat(new BERT(BERT.Config.base()).state().parameterCount()).isEqualTo(109_482_240);
  }

  /** With a prefix, heads, and gamma and beta for norms, as the first file of bert-base had. */
  @Test
  void earlyFilesAreRead() {
    BERT source = network();
    Map<String, Tensor> file = new LinkedHashMap<>();
    source
        .state()
        .snapshot()
        .forEach((path, tensor) ->
            file.put(
                "bert."
                    + path.replace("LayerNorm.weight", "LayerNorm.gamma")
                        .replace("LayerNorm.bias", "LayerNorm.beta"),
                tensor));
    file.put("cls.predictions.bias", Tensor.of(1));
    BERT read = new BERT(SMALL);
    WeightTransfer.Report report = BERT.transfer(file).into(read);

    assertThat(report.missing()).isEmpty();
    assertThat(report.misfits()).isEmpty();
    assertThat(report.leftOver()).containsExactly("cls.predictions.bias");
    Tensor ids = Tensor.of(new long[][] {{3, 1, 4}});
    assertThat(read.apply(ids, PLAIN).pooled().toFloats())
        .containsExactly(source.apply(ids, PLAIN).pooled().toFloats());

    file.put("embeddings.LayerNorm.weight", Tensor.of(1));
    assertThatThrownBy(() -> BERT.transfer(file))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "BERT: the file has \"embeddings.LayerNorm.weight\" twice, once by its early name"
                + " \"embeddings.LayerNorm.weight\"; leave one out.");
  }

  @Test
  void whatIsPaddedGetsWhatItGetsAlone() {
    BERT bert = network();
    Tensor ids = Tensor.of(new long[][] {{3, 1, 4, 1, 5}, {2, 7, 0, 0, 0}});
    Tensor kinds = Tensor.of(new long[][] {{0, 0, 1, 1, 1}, {0, 1, 0, 0, 0}});
    BERT.Out both = bert.apply(ids, kinds, ids.ne(0L), PLAIN);
    Tensor alone = Tensor.of(new long[][] {{2, 7}});
    BERT.Out one = bert.apply(alone, Tensor.of(new long[][] {{0, 1}}), Mask.none(), PLAIN);

    assertThat(both.pooled().select(0, 1).toFloats()).containsExactly(one.pooled().toFloats());
    assertThat(both.sequence().select(0, 1).slice(0, 0, 2).toFloats())
        .containsExactly(one.sequence().toFloats());
    assertThat(bert.apply(alone, PLAIN).pooled().allClose(one.pooled(), 1e-6, 1e-6)).isFalse();
  }

  @Test
  void namesWhatDoesNotFit() {
    BERT bert = network();
    Tensor ids = Tensor.of(new long[][] {{3, 1, 4}});

    assertThatThrownBy(() -> bert.apply(Tensor.of(new long[] {3}), PLAIN))
        .isInstanceOf(ShapeException.class)
        .hasMessage("BERT: the ids are [1] but must be [batch, steps], at least one step.");
    assertThatThrownBy(() -> bert.apply(ids, Tensor.of(new long[][] {{0, 1}}), Mask.none(), PLAIN))
        .hasMessage(
            "BERT: the segments are [1, 2] but must be [batch, steps], one for each step of [1, 3,"
                + " 16].");
    assertThatThrownBy(() -> BERT.Config.of(11, 12, 16, 3, 1))
        .hasMessage(
            "BERT: takes at least 1 layer, and heads that divide the width, not 1, 3 and 16.");
  }
}
