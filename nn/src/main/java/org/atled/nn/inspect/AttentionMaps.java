package org.atled.nn.inspect;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Attended;
import org.atled.nn.Module;
import org.atled.nn.Observer;

/**
 * Who looked at whom in the calls of a network that it observed: the weights of every head, which
 * are computed beside the network's own work and change none of its results.
 *
 * <pre>{@code
 * AttentionMaps seen = new AttentionMaps();
 * Tensor logits = Autograd.noGrad(() -> gpt.apply(ids, Mode.evaluation().observedBy(seen)));
 * Tensor first = seen.all().getFirst().weights();
 * }</pre>
 */
public final class AttentionMaps implements Observer {
  private final List<Layer> layers = new ArrayList<>();

  /**
   * What one module did in one call.
   *
   * @param path of the module
   * @param weights of each head, before dropout: [batch, heads, queries, keys]; those of a query
   *     add up to 1
   * @param values that they weigh, [batch, heads, keys, width of a head]
   */
  public record Layer(String path, Tensor weights, Tensor values) {}

  @Override
  public void attended(Module module, Attended how) {
    layers.add(new Layer(module.path(), how.weights(), how.values()));
  }

  /** In the order of the calls; none if nothing attends. */
  public List<Layer> all() {
    return List.copyOf(layers);
  }

  /** The weights alone, from the first layer to the last, each [batch, heads, queries, keys]. */
  public List<Tensor> weights() {
    return layers.stream().map(Layer::weights).toList();
  }
}
