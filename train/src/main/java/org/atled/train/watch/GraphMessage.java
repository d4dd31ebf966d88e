package org.atled.train.watch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atled.core.autograd.Autograd;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.Observer;
import org.atled.nn.inspect.Results;
import org.atled.train.Trainer;

/**
 * The network as a {@code GraphDef} of TensorFlow: a node for each module that has no others in it,
 * joined in the order in which they are called, and one for each of their parameters. Fields are
 * numbered as in {@code graph.proto}, {@code node_def.proto}, {@code attr_value.proto} and {@code
 * tensor_shape.proto}.
 */
final class GraphMessage implements Observer {
  private static final String INPUT = "input";

  private final Map<String, Message> nodes = new LinkedHashMap<>();
  private String last = INPUT;

  private GraphMessage() {}

  /** Of a trainer's network, by one example. */
  static Message of(Trainer trainer, Dataset examples) {
    GraphMessage graph = new GraphMessage();
    Batch one = examples.batch(0);
    if (one.tensors().entries().containsKey(Batch.X)) {
      graph.add(INPUT, "Placeholder", List.of(), one.x().shape(), "the input");
    }
    Mode mode = Mode.evaluation().observedBy(graph);
    Autograd.noGrad(() -> trainer.phases().getFirst().step().of(one, mode));
    Message message = new Message();
    graph.nodes.values().forEach(node -> message.part(1, node));
    return message.part(4, new Message().whole(1, 22)); // versions.producer
  }

  @Override
  public void called(Module module, Object result) {
    if (!module.children().isEmpty()) {
      return;
    }
    String scope = module.path().isEmpty() ? "" : module.path().replace('.', '/') + "/";
    String name = unused(scope + module.getClass().getSimpleName());
    List<String> inputs = new ArrayList<>();
    if (nodes.containsKey(last)) {
      inputs.add(last);
    }
    for (Map.Entry<String, Cell> cell : module.cells().entrySet()) {
      String variable = scope + cell.getKey();
      inputs.add(variable);
      if (!nodes.containsKey(variable)) {
        add(variable, "Variable", List.of(), cell.getValue().type().shape(), "");
      }
    }
    List<Tensor> tensors = Results.tensors(result);
    Shape shape = tensors.isEmpty() ? Shape.scalar() : tensors.getFirst().shape();
    add(name, module.getClass().getSimpleName(), inputs, shape, module.toString());
    last = name;
  }

  /** A module that is called again is another node. */
  private String unused(String name) {
    String free = name;
    for (int i = 1; nodes.containsKey(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  private void add(String name, String op, List<String> inputs, Shape shape, String about) {
    Message node = new Message().text(1, name).text(2, op);
    inputs.forEach(input -> node.text(3, input));
    if (!about.isEmpty()) {
      node.part(5, attribute("config", new Message().raw(2, bytes(about))));
    }
    Message sizes = new Message();
    for (long size : shape.toArray()) {
      sizes.part(2, new Message().whole(1, size));
    }
    // AttrValue.list.shape
    node.part(5, attribute("_output_shapes", new Message().part(1, new Message().part(7, sizes))));
    nodes.put(name, node);
  }

  private static Message attribute(String key, Message value) {
    return new Message().text(1, key).part(2, value);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
