package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;

/**
 * y = the row of W for each id: [..] of int64, int32 or uint8 → [.., width]. The gradient of a row
 * is the sum of its uses, in the order of the ids, on any number of threads. An error names the id
 * outside and its place; one inside a plan names the weight's shape, but not this layer.
 */
public final class Embedding extends EmbeddingTable {
  private final Config config;

  public Embedding(long entries, long width) {
    this(Config.of(entries, width));
  }

  public Embedding(Config config) {
    super(config);
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Tensor ids = whole(x);
    return rows(ids.flatten(), x.shape()).reshape(x.shape().concat(Shape.of(width())));
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "Embedding(" + words() + ")";
  }
}
