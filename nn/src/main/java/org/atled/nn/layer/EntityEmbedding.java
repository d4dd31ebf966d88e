package org.atled.nn.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;

/**
 * Rows of a table of which some columns hold ids of categories, each replaced where it stands by a
 * vector that is learned: [.., n] → [.., n − k + k·width] for k such columns. Id 0 stands for none,
 * and its vector is 0. Guo and Berkhahn 2016, "Entity Embeddings of Categorical Variables".
 */
public final class EntityEmbedding extends Layer {
  /**
   * What a layer is made from.
   *
   * @param inputs n: size of the last axis of the input
   * @param columns places on that axis that hold ids, ascending
   * @param entries for each of them how many ids it has, 0 among them
   * @param width of a vector
   */
  public record Config(long inputs, List<Long> columns, List<Long> entries, long width) {
    public Config {
      columns = List.copyOf(columns);
      entries = List.copyOf(entries);
      boolean placed =
          columns.size() == entries.size()
              && columns.equals(List.copyOf(new TreeSet<>(columns)))
              && columns.stream().allMatch(place -> place >= 0 && place < inputs);
      if (columns.isEmpty() || !placed) {
        throw new ArgumentException(
            "EntityEmbedding: columns must be places from 0 to %d, ascending, with a number of entries each, not %s with %s."
                .formatted(inputs - 1, columns, entries));
      }
    }
  }

  /** Small, so that what has few rows stays near what stands for none. */
  private static final Initializer START = Initializer.normal(0, 0.05);

  private final Config config;
  private final List<Embedding> tables = new ArrayList<>();

  public EntityEmbedding(Config config) {
    this.config = config;
    for (int i = 0; i < config.columns().size(); i++) {
      EmbeddingTable.Config table =
          EmbeddingTable.Config.of(config.entries().get(i), config.width())
              .withPadding(0)
              .initializedBy(START);
      tables.add(child(Long.toString(config.columns().get(i)), new Embedding(table)));
    }
  }

  /** How many numbers it makes of a row. */
  public long outputs() {
    return config.inputs() + config.columns().size() * (config.width() - 1);
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    if (x.shape().rank() == 0 || x.shape().size(-1) != config.inputs()) {
      throw new ShapeException(
          "the input's last axis is %s but the layer takes %d columns (input %s)."
              .formatted(
                  x.shape().rank() == 0 ? "missing" : x.shape().size(-1),
                  config.inputs(),
                  x.shape()));
    }
    List<Tensor> parts = new ArrayList<>();
    long from = 0;
    for (int i = 0; i < tables.size(); i++) {
      long place = config.columns().get(i);
      if (place > from) {
        parts.add(x.slice(-1, from, place));
      }
      Tensor ids = x.select(-1, place).round().to(DType.INT64);
      parts.add(tables.get(i).apply(ids, mode).to(x.dtype()));
      from = place + 1;
    }
    if (from < config.inputs()) {
      parts.add(x.slice(-1, from, config.inputs()));
    }
    return Structure.concat(-1, parts.toArray(Tensor[]::new));
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "EntityEmbedding(%d, columns %s of %s, %d)"
        .formatted(config.inputs(), config.columns(), config.entries(), config.width());
  }
}
