package org.atled.nn.layer;

import static org.atled.nn.layer.SequenceLayers.joined;
import static org.atled.nn.layer.SequenceLayers.row;

import java.util.List;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;

/** The rows of attention and of what is made of it, whose values {@code sequences.py} wrote. */
final class AttentionLayers {
  private static final Tensor KEYS = ImageLayers.ramp(Shape.of(2, 5, 3), 3, 11);
  private static final Tensor VALUES = ImageLayers.ramp(Shape.of(2, 5, 2), 4, 9);
  private static final Tensor IDS = Tensor.of(new long[][] {{1, 0, 2}, {2, 1, 0}});
  private static final Tensor ENDED = Tensor.of(new long[][] {{1, 0, 2}, {2, 1, 3}});
  private static final Tensor SEGMENTS = Tensor.of(new long[][] {{0, 0, 1}, {0, 1, 1}});
  private static final Tensor MEMORY = ImageLayers.ramp(Shape.of(2, 5, 4), 3, 11);
  private static final Tensor PAIRS =
      Tensor.of(new boolean[][] {{true, true, false}, {false, true, true}, {true, false, true}});
  private static final Tensor REAL =
      Tensor.of(new boolean[][] {{true, true, true}, {true, true, false}});
  private static final Mask SOME =
      Mask.ofKeys(
          Tensor.of(
              new boolean[][] {{true, true, true, true, true}, {true, true, true, false, false}}));
  private static final MultiheadAttention.Config HEADS = MultiheadAttention.Config.of(4, 2);
  private static final TransformerLayer.Config LAYER =
      TransformerLayer.Config.of(4, 2).withFeedforward(3);
  private static final TransformerLayer.Config PRE_NORM =
      LAYER.withNormFirst().with(TransformerLayer.Between.GELU).withEps(1e-3);

  static final List<LayerRow> ROWS =
      List.of(
          row(
                  "SwiGLU",
                  () -> new SwiGLU(new SwiGLU.Config(3, 2, true)),
                  (m, x, mode) -> ((SwiGLU) m).apply(x, mode),
                  2,
                  2,
                  3)
              .learning(25),
          row(
              "SinusoidalPositions",
              () -> new SinusoidalPositions(7, 5),
              (m, x, mode) -> ((SinusoidalPositions) m).apply(x, mode),
              2,
              3,
              5),
          row(
                  "LearnedPositions",
                  () -> new LearnedPositions(4, 2),
                  (m, x, mode) -> ((LearnedPositions) m).apply(x, 1, mode),
                  2,
                  3,
                  2)
              .learning(8),
          row(
                  "MultiheadAttention",
                  () -> new MultiheadAttention(HEADS.withDropout(0.5)),
                  (m, x, mode) -> {
                    MultiheadAttention.Out out =
                        ((MultiheadAttention) m).weighted(x, x, x, Mask.none(), mode);
                    return joined(out.result(), out.averaged());
                  },
                  2,
                  3,
                  4)
              .learning(80)
              .differentInTraining(),
          row(
                  "MultiheadAttention of other widths",
                  () -> new MultiheadAttention(HEADS.withWidths(3, 2)),
                  (m, x, mode) -> {
                    MultiheadAttention.Out out =
                        ((MultiheadAttention) m).weighted(x, KEYS, VALUES, Mask.none(), mode);
                    return joined(out.result(), out.weights());
                  },
                  2,
                  3,
                  4)
              .learning(68),
          row(
                  "MultiheadAttention masked",
                  () -> new MultiheadAttention(HEADS.withoutBias().stepsFirst()),
                  (m, x, mode) ->
                      ((MultiheadAttention) m).apply(x, Mask.of(PAIRS).withKeys(REAL), mode),
                  3,
                  2,
                  4)
              .learning(64),
          row(
                  "MultiheadAttention causal with a bias",
                  () -> new MultiheadAttention(HEADS),
                  (m, x, mode) ->
                      ((MultiheadAttention) m)
                          .apply(
                              x, x.add(1), x, Mask.causally().withPairs(Alibi.bias(2, 3, 3)), mode),
                  2,
                  3,
                  4)
              .learning(80),
          row(
                  "TransformerEncoderLayer",
                  () -> new TransformerEncoderLayer(LAYER),
                  (m, x, mode) -> ((TransformerEncoderLayer) m).apply(x, Mask.none(), mode),
                  2,
                  3,
                  4)
              .learning(127)
              .differentInTraining(),
          row(
                  "TransformerEncoderLayer pre-norm",
                  () -> new TransformerEncoderLayer(PRE_NORM.withDropout(0)),
                  (m, x, mode) -> ((TransformerEncoderLayer) m).apply(x, Mask.none(), mode),
                  2,
                  3,
                  4)
              .learning(127),
          row(
                  "TransformerDecoderLayer",
                  () -> new TransformerDecoderLayer(LAYER),
                  (m, x, mode) ->
                      ((TransformerDecoderLayer) m).apply(x, MEMORY, Mask.causally(), SOME, mode),
                  2,
                  3,
                  4)
              .learning(215)
              .differentInTraining(),
          row(
                  "TransformerEncoder",
                  () -> new TransformerEncoder(new TransformerEncoder.Config(PRE_NORM, 2, true)),
                  (m, x, mode) -> ((TransformerEncoder) m).apply(x, Mask.ofKeys(REAL), mode),
                  2,
                  3,
                  4)
              .learning(262)
              .differentInTraining(),
          row(
                  "TransformerDecoder",
                  () -> new TransformerDecoder(new TransformerEncoder.Config(PRE_NORM, 1, false)),
                  (m, x, mode) ->
                      ((TransformerDecoder) m).apply(x, MEMORY, Mask.causally(), Mask.none(), mode),
                  2,
                  3,
                  4)
              .learning(215)
              .differentInTraining(),
          row(
                  "Transformer",
                  () -> new Transformer(new Transformer.Config(LAYER.stepsFirst(), 1, 1)),
                  (m, x, mode) ->
                      ((Transformer) m)
                          .apply(
                              MEMORY.transpose(0, 1), x, Mask.none(), Mask.causally(), SOME, mode),
                  3,
                  2,
                  4)
              .learning(358)
              .differentInTraining(),
          row(
                  "GPT",
                  () -> new GPT(GPT.Config.of(3, 4, 6, 2).withHeads(2).withDropout(0.25)),
                  (m, x, mode) -> ((GPT) m).ofVectors(x, mode),
                  2,
                  3,
                  6)
              .learning(1074)
              .differentInTraining(),
          row(
                  "RNNModel",
                  () ->
                      new RNNModel(
                          RNNModel.Config.of(RNNModel.Kind.LSTM, 3, 2, 2).withDropout(0.25)),
                  (m, x, mode) -> {
                    RNNModel model = (RNNModel) m;
                    return model.ofVectors(model.vectors(IDS, mode).mul(x), mode);
                  },
                  2,
                  3,
                  2)
              .learning(111)
              .differentInTraining(),
          row(
                  "BERT",
                  () -> new BERT(new BERT.Config(3, 4, 2, 4, 2, 6, 2, 0.25, 1e-12)),
                  (m, x, mode) -> {
                    BERT bert = (BERT) m;
                    Tensor words = bert.vectors(IDS, mode).mul(x);
                    BERT.Out out = bert.ofVectors(words, SEGMENTS, Mask.ofKeys(REAL), mode);
                    return joined(out.sequence(), out.pooled());
                  },
                  2,
                  3,
                  4)
              .learning(372)
              .differentInTraining(),
          classifier("SequenceClassifier of a bag", SequenceClassifier.Body.BAG, 2, 0).learning(14),
          classifier("SequenceClassifier by RNN", SequenceClassifier.Body.RNN, 2, 1).learning(42),
          classifier("SequenceClassifier by GRU", SequenceClassifier.Body.GRU, 2, 1).learning(90),
          classifier("SequenceClassifier by LSTM", SequenceClassifier.Body.LSTM, 2, 2)
              .learning(242),
          classifier(
                  "SequenceClassifier by a transformer", SequenceClassifier.Body.TRANSFORMER, 4, 1)
              .learning(294));

  /** Of two sequences, the second of which has ended before its last step. */
  private static LayerRow classifier(
      String name, SequenceClassifier.Body body, long width, long layers) {
    return row(
            name,
            () ->
                new SequenceClassifier(
                    new SequenceClassifier.Config(body, 3, 4, width, layers, 2, 0.25)),
            (m, x, mode) -> {
              SequenceClassifier network = (SequenceClassifier) m;
              return network.ofVectors(network.vectors(ENDED, mode).mul(x), ENDED, mode);
            },
            2,
            3,
            width)
        .differentInTraining();
  }

  private AttentionLayers() {}
}
