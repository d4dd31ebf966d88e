package org.atled.nn.layer;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Module;
import org.atled.nn.layer.EmbeddingBag.Join;

/** The rows of layers for sequences, whose values {@code sequences.py} wrote. */
final class SequenceLayers {
  private static final Map<String, double[]> VALUES = ImageLayers.read("sequences.txt");
  private static final Tensor IDS = Tensor.of(new long[][] {{1, 4}, {0, 1}});

  static final List<LayerRow> ROWS =
      List.of(
          row(
                  "Embedding",
                  () -> new Embedding(5, 3),
                  (m, x, mode) -> ((Embedding) m).apply(IDS, mode).mul(x),
                  2,
                  2,
                  3)
              .learning(15),
          bag("EmbeddingBag sum", Join.SUM),
          bag("EmbeddingBag mean", Join.MEAN),
          bag("EmbeddingBag max", Join.MAX),
          row(
                  "EmbeddingBag from starts",
                  () ->
                      new EmbeddingBag(
                          new EmbeddingBag.Bag(
                              EmbeddingTable.Config.of(5, 3).withPadding(3), Join.MEAN)),
                  (m, x, mode) ->
                      ((EmbeddingBag) m)
                          .apply(
                              Tensor.of(new long[] {1, 4, 2, 0, 3}),
                              Tensor.of(new long[] {0, 2, 2}),
                              mode)
                          .mul(x),
                  3,
                  3)
              .learning(15),
          rnn("RNN", Recurrent.Config.of(3, 2), 2, 3, 3).learning(14),
          rnn(
                  "RNN relu",
                  Recurrent.Config.of(3, 2)
                      .stepsFirst()
                      .withoutBias()
                      .withNonlinearity(Recurrent.Nonlinearity.RELU),
                  3,
                  2,
                  3)
              .learning(10),
          rnn("RNN deep", Recurrent.Config.of(2, 2).withLayers(2).inBothDirections(), 2, 3, 2)
              .learning(56),
          lstm("LSTM", Recurrent.Config.of(3, 2), 2, 3, 3).learning(56),
          lstm(
                  "LSTM deep",
                  Recurrent.Config.of(2, 2)
                      .withLayers(2)
                      .withDropout(0.5)
                      .inBothDirections()
                      .stepsFirst(),
                  3,
                  2,
                  2)
              .learning(224)
              .differentInTraining(),
          lstm(
                  "LSTM projected",
                  Recurrent.Config.of(2, 3).withLayers(2).inBothDirections().projectedTo(2),
                  2,
                  2,
                  2)
              .learning(360),
          row(
                  "RecurrentRegressor",
                  () ->
                      new RecurrentRegressor(
                          RecurrentRegressor.Config.of(RNNModel.Kind.GRU, 3, 2, 1, 2)),
                  (m, x, mode) -> ((RecurrentRegressor) m).apply(x, mode),
                  2,
                  4,
                  3)
              .learning(48),
          row(
                  "LSTM from a state",
                  () -> new LSTM(Recurrent.Config.of(2, 2).withoutBias()),
                  (m, x, mode) ->
                      all(((LSTM) m).apply(x, new LSTM.State(state(3), state(2)), mode)),
                  2,
                  2,
                  2)
              .learning(32),
          gru("GRU", Recurrent.Config.of(3, 2), 2, 3, 3).learning(42),
          gru("GRU deep", Recurrent.Config.of(2, 2).withLayers(2).inBothDirections(), 2, 3, 2)
              .learning(168),
          row(
                  "GRU from a state",
                  () -> new GRU(Recurrent.Config.of(2, 2).stepsFirst()),
                  (m, x, mode) -> all(((GRU) m).apply(x, state(3), mode)),
                  2,
                  2,
                  2)
              .learning(36),
          row(
                  "RNN of lengths",
                  () -> new RNN(2, 2),
                  (m, x, mode) -> all(((RNN) m).apply(padded(x), mode)),
                  3,
                  4,
                  2)
              .learning(12),
          row(
                  "LSTM of lengths",
                  () -> new LSTM(Recurrent.Config.of(2, 2).withLayers(2).inBothDirections()),
                  (m, x, mode) -> all(((LSTM) m).apply(padded(x), mode)),
                  3,
                  4,
                  2)
              .learning(224),
          row(
                  "GRU of lengths",
                  () -> new GRU(Recurrent.Config.of(2, 2).inBothDirections()),
                  (m, x, mode) -> all(((GRU) m).apply(padded(x), mode)),
                  3,
                  4,
                  2)
              .learning(72),
          row(
                  "RNNCell",
                  () ->
                      new RNNCell(
                          RecurrentCell.Config.of(3, 2)
                              .withNonlinearity(Recurrent.Nonlinearity.RELU)),
                  (m, x, mode) -> ((RNNCell) m).apply(x, mode),
                  2,
                  3)
              .learning(14),
          row(
                  "LSTMCell",
                  () -> new LSTMCell(3, 2),
                  (m, x, mode) -> {
                    LSTMCell cell = (LSTMCell) m;
                    LSTMCell.State state = cell.apply(x, cell.apply(x, mode), mode);
                    return joined(state.hidden(), state.cell());
                  },
                  2,
                  3)
              .learning(56),
          row(
                  "GRUCell",
                  () -> new GRUCell(RecurrentCell.Config.of(3, 2).withoutBias()),
                  (m, x, mode) -> ((GRUCell) m).apply(x, ((GRUCell) m).apply(x, mode), mode),
                  2,
                  3)
              .learning(30));

  private SequenceLayers() {}

  private static LayerRow bag(String name, Join join) {
    return row(
            name,
            () -> new EmbeddingBag(5, 3, join),
            (m, x, mode) -> ((EmbeddingBag) m).apply(IDS, mode).mul(x),
            2,
            3)
        .learning(15);
  }

  private static LayerRow rnn(String name, Recurrent.Config config, long... input) {
    return row(name, () -> new RNN(config), (m, x, mode) -> all(((RNN) m).apply(x, mode)), input);
  }

  private static LayerRow lstm(String name, Recurrent.Config config, long... input) {
    return row(name, () -> new LSTM(config), (m, x, mode) -> all(((LSTM) m).apply(x, mode)), input);
  }

  private static LayerRow gru(String name, Recurrent.Config config, long... input) {
    return row(name, () -> new GRU(config), (m, x, mode) -> all(((GRU) m).apply(x, mode)), input);
  }

  static LayerRow row(
      String name, Supplier<? extends Module> make, LayerRow.Use use, long... input) {
    return LayerRow.of(
        name,
        () -> ImageLayers.filled(make.get()),
        use,
        ImageLayers.ramp(Shape.of(input), 7, 61).div(4),
        Objects.requireNonNull(VALUES.get(name), name));
  }

  private static Tensor state(int step) {
    return ImageLayers.ramp(Shape.of(1, 2, 2), step, 5);
  }

  private static Padded padded(Tensor x) {
    return new Padded(x, Tensor.of(new long[] {2, 4, 1}));
  }

  private static Tensor all(HiddenRecurrent.Out out) {
    return joined(out.sequence(), out.state());
  }

  private static Tensor all(LSTM.Out out) {
    return joined(out.sequence(), out.state().hidden(), out.state().cell());
  }

  /** One after another. */
  static Tensor joined(Tensor... tensors) {
    Tensor[] flat = new Tensor[tensors.length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = tensors[i].flatten();
    }
    return Structure.concat(0, flat);
  }
}
