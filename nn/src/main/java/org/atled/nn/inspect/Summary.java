package org.atled.nn.inspect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.atled.core.autograd.Autograd;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.Observer;
import org.atled.nn.layer.Sequential;

/**
 * What a network is made of.
 *
 * @param input the shape of a batch of one
 * @param rows one for each layer, in order
 */
public record Summary(Shape input, List<Row> rows) {
  /**
   * One layer.
   *
   * @param path where it stands
   * @param layer what it is
   * @param outputs the shapes of the tensors that it gives for a batch of one
   * @param trainable numbers that learn; those of tied parameters count where they come first
   * @param frozen numbers that do not: frozen parameters
   */
  public record Row(String path, String layer, List<Shape> outputs, long trainable, long frozen) {}

  /**
   * Sends one example of zeros through the network. Weights that nothing has filled yet stay so.
   *
   * @param example the shape of one example, without the batch axis
   */
  public static Summary of(Layer model, Shape example) {
    return of(model, new TensorType(DType.FLOAT32, example));
  }

  /**
   * The same of examples of any type, such as ids.
   *
   * @param example the type of one example, without the batch axis
   */
  public static Summary of(Layer model, TensorType example) {
    Shape batch = Shape.of(1).concat(example.shape());
    Tensor zeros = Tensor.full(new TensorType(example.dtype(), batch), 0);
    return of(model, batch, mode -> model.apply(zeros, mode));
  }

  /**
   * Runs a network of any inputs once. Weights that nothing has filled yet stay so.
   *
   * @param input the shape that is shown as the input's
   * @param call applies the network to an example, in this mode
   */
  public static Summary of(Module model, Shape input, Consumer<Mode> call) {
    Rows rows = new Rows();
    model.withoutSettling(() ->
        Autograd.noGrad(() -> {
          call.accept(Mode.evaluation().observedBy(rows));
          return rows;
        }));
    return new Summary(input, List.copyOf(rows.rows));
  }

  /** Layers one after another show each for itself; anything else is one row. */
  private static final class Rows implements Observer {
    private final List<Row> rows = new ArrayList<>();
    private final Set<Parameter> counted = new HashSet<>();
    private int depth;

    @Override
    public void calling(Module module) {
      depth += module instanceof Sequential && depth == 0 ? 0 : 1;
    }

    @Override
    public void called(Module module, Object result) {
      if (depth == 0) {
        return;
      }
      depth--;
      if (depth == 0) {
        rows.add(row(module, Results.tensors(result)));
      }
    }

    private Row row(Module module, List<Tensor> results) {
      long trainable = 0;
      long frozen = 0;
      for (Parameter parameter : module.parameters()) {
        long count = counted.add(parameter) ? parameter.type().shape().elements() : 0;
        trainable += parameter.isFrozen() ? 0 : count;
        frozen += parameter.isFrozen() ? count : 0;
      }
      List<Shape> shapes = results.stream().map(Tensor::shape).toList();
      return new Row(module.path(), module.toString(), shapes, trainable, frozen);
    }
  }

  public long parameters() {
    return rows.stream().mapToLong(row -> row.trainable() + row.frozen()).sum();
  }

  public long trainable() {
    return rows.stream().mapToLong(Row::trainable).sum();
  }

  @Override
  public String toString() {
    List<String[]> table = new ArrayList<>();
    table.add(new String[] {"path", "layer", "output", "parameters"});
    table.add(new String[] {"", "input", input.toString(), ""});
    for (Row row : rows) {
      long count = row.trainable() + row.frozen();
      String outputs =
          row.outputs().stream().map(Shape::toString).collect(Collectors.joining(", "));
      table.add(new String[] {row.path(), row.layer(), outputs, grouped(count)});
    }
    int[] widths = new int[4];
    for (String[] line : table) {
      for (int i = 0; i < 4; i++) {
        widths[i] = Math.max(widths[i], line[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] line : table) {
      text.append(
          String.format(
                  "%-" + widths[0] + "s  %-" + widths[1] + "s  %-" + widths[2] + "s  %" + widths[3]
                      + "s",
                  (Object[]) line)
              .stripTrailing());
      text.append('\n');
    }
    text.append(grouped(parameters())).append(" parameters");
    if (trainable() != parameters()) {
      text.append(", ").append(grouped(trainable())).append(" of them trainable");
    }
    return text.toString();
  }

  private static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
