package org.atled.nn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.atled.core.autograd.Autograd;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
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
   * @param output the shape it gives a batch of one
   * @param trainable numbers that learn; those of tied parameters count where they come first
   * @param frozen numbers that do not: frozen parameters
   */
  public record Row(String path, String layer, Shape output, long trainable, long frozen) {}

  /**
   * Sends one example of zeros through the network. Weights that nothing has filled yet stay so.
   *
   * @param example the shape of one example, without the batch axis
   */
  public static Summary of(Module model, Shape example) {
    Shape batch = Shape.of(1).concat(example);
    Tensor zeros = Tensor.full(new TensorType(DType.FLOAT32, batch), 0);
    List<Row> rows = new ArrayList<>();
    Set<Parameter> counted = new HashSet<>();
    model.withoutSettling(
        () -> Autograd.noGrad(() -> model.walk(() -> walk(model, zeros, rows, counted))));
    return new Summary(batch, List.copyOf(rows));
  }

  /** Containers that apply their children in turn are walked into; anything else is one row. */
  private static Tensor walk(Module module, Tensor x, List<Row> rows, Set<Parameter> counted) {
    if (module instanceof Sequential sequential) {
      Tensor y = x;
      for (Module child : sequential.children().values()) {
        y = walk(child, y, rows, counted);
      }
      return y;
    }
    Tensor y = module.apply(x);
    long trainable = 0;
    long frozen = 0;
    for (Parameter parameter : module.parameters()) {
      long count = counted.add(parameter) ? parameter.type().shape().elements() : 0;
      trainable += parameter.isFrozen() ? 0 : count;
      frozen += parameter.isFrozen() ? count : 0;
    }
    rows.add(new Row(module.path(), module.toString(), y.shape(), trainable, frozen));
    return y;
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
      table.add(new String[] {row.path(), row.layer(), row.output().toString(), grouped(count)});
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
