package org.atled.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.StateException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.data.DatasetInfo;
import org.atled.data.NamedTensors;
import org.atled.nn.Module;
import org.atled.nn.layer.Layers;

/**
 * What a trained module of any kind gives for inputs by name, by a function that says how it is
 * applied: of token ids and a mask, say, or with several results. An immutable snapshot that
 * belongs to nobody else, safe to call from any thread if the function is.
 *
 * <pre>{@code
 * NamedPredictor reader = NamedPredictor.load(folder, layers, Reader.class, (module, in) ->
 *     NamedTensors.of("logits", module.apply(in.get("tokens"), in.get("mask"), Mode.evaluation())));
 * Tensor logits = reader.predict(NamedTensors.of("tokens", ids).with("mask", mask)).get("logits");
 * }</pre>
 */
public final class NamedPredictor {
  private final DatasetInfo info;
  private final BiFunction<NamedTensors, Places, List<Tensor>> function;
  private final Map<List<String>, Plan> plans = new ConcurrentHashMap<>();

  private NamedPredictor(
      DatasetInfo info, BiFunction<NamedTensors, Places, List<Tensor>> function) {
    this.info = info;
    this.function = function;
  }

  /** For inputs of some names. */
  private final class Plan {
    private final Places inputs = new Places("NamedPredictor: the input");
    private final Places outputs = new Places("NamedPredictor: the result");
    private final HotFunction run =
        new HotFunction("prediction", Compiled.of(in -> function.apply(inputs.named(in), outputs)));

    NamedTensors of(NamedTensors in) {
      List<Tensor> arguments = inputs.inOrder(in);
      return outputs.named(
          run.run(arguments.toArray(Tensor[]::new)).orElseGet(() -> function.apply(in, outputs)));
    }
  }

  /**
   * Loads a module that {@link SavedModel#save} wrote.
   *
   * @param kind the module's class
   * @param function how it is applied, in {@link org.atled.nn.Mode#evaluation}; it must not look at
   *     numbers of tensors, so that it can run as a plan
   * @throws StateException if the folder holds a module of another class
   * @throws org.atled.core.error.FormatException if there is none, or a file is damaged
   */
  public static <M extends Module> NamedPredictor load(
      Path folder,
      Layers layers,
      Class<M> kind,
      BiFunction<M, NamedTensors, NamedTensors> function) {
    SavedModel saved = SavedModel.load(folder, layers);
    if (!kind.isInstance(saved.module())) {
      throw new StateException(
          "The model in %s is %s, not a %s."
              .formatted(folder, saved.module(), kind.getSimpleName()));
    }
    M module = kind.cast(saved.module());
    return new NamedPredictor(
        saved.info(), (in, outputs) -> outputs.inOrder(function.apply(module, in)));
  }

  /** The data set it was trained on, with the types of its tensors. */
  public DatasetInfo info() {
    return info;
  }

  /**
   * What the function gives for a batch of examples.
   *
   * @param inputs those of the data set's tensors that the function takes, [batch, …] each; one
   *     example is a batch of one
   * @throws ArgumentException if one has a name that the data set has not, or there is none
   * @throws TypeException if one has another type than the data set's
   * @throws ShapeException if one has other sizes than the data set's, or they differ in the number
   *     of examples, or there is no example
   */
  public NamedTensors predict(NamedTensors inputs) {
    check(inputs);
    NamedTensors plain = NamedTensors.none();
    for (Map.Entry<String, Tensor> entry : inputs.entries().entrySet()) {
      plain = plain.with(entry.getKey(), entry.getValue().detach());
    }
    NamedTensors in = plain;
    List<String> names = new ArrayList<>(in.entries().keySet());
    return Autograd.noGrad(() -> plans.computeIfAbsent(names, unused -> new Plan()).of(in));
  }

  private void check(NamedTensors inputs) {
    if (inputs.entries().isEmpty()) {
      throw new ArgumentException("There is no input; the model learned from " + learnedFrom());
    }
    Map.Entry<String, Tensor> first = inputs.entries().firstEntry();
    inputs
        .entries()
        .forEach((name, tensor) -> {
          TensorType example = info.tensors().get(name);
          if (example == null) {
            throw new ArgumentException(
                "The model knows no input \"%s\"; it learned from %s"
                    .formatted(name, learnedFrom()));
          }
          if (tensor.dtype() != example.dtype()) {
            throw new TypeException(
                "The input \"%s\" is %s but the model learned from %s."
                    .formatted(name, tensor.type(), example.dtype()));
          }
          Shape shape = tensor.shape();
          if (shape.rank() != example.shape().rank() + 1
              || shape.size(0) == 0
              || !shape.slice(1, shape.rank()).equals(example.shape())) {
            throw new ShapeException(
                "The input \"%s\" is %s but must be [batch] examples of %s."
                    .formatted(name, tensor.type(), example));
          }
          if (shape.size(0) != first.getValue().shape().size(0)) {
            throw new ShapeException(
                "The input \"%s\" has %s examples but \"%s\" has %s."
                    .formatted(
                        name, shape.size(0), first.getKey(), first.getValue().shape().size(0)));
          }
        });
  }

  /** {@code tokens int64[12], mask bool[12].} */
  private String learnedFrom() {
    List<String> types =
        info.tensors().entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList();
    return String.join(", ", types) + ".";
  }
}
