package org.atled.train.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.Observer;
import org.atled.nn.file.ModelFolder;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Layers;
import org.atled.nn.layer.Linear;

/**
 * A network of Atled's layers that a file describes: the {@code model.json} of a saved model, of
 * which it takes the layers and no numbers, or a file with what stands there under {@code model}.
 * The data must have the sizes that it describes.
 *
 * @param network what the file says, for {@link Layers}
 */
public record Described(Path file, JsonPlace network) implements Architecture {
  private static final String ENDING = ".json";

  static final Family FAMILY =
      new Family(
          "FILE.json",
          "what a file describes, such as the model.json of a saved model",
          text -> text.toLowerCase(Locale.ROOT).endsWith(ENDING),
          text -> read(Path.of(text)));

  /**
   * Reads a file.
   *
   * @throws AtledException if there is none, or it does not describe a network of Atled's layers
   */
  public static Described read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ArgumentException(
          file
              + " is not a file; name one that describes a network, as the model.json of a saved"
              + " model does.");
    }
    Described described = new Described(file, ModelFolder.network(file));
    described.make(); // what is wrong with it is said before data are loaded
    return described;
  }

  private Layer make() {
    return Layers.standard().layer(network);
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArgumentException if the network takes other examples, or has other outputs; it says
   *     what to write in the file
   */
  @Override
  public Layer build(Shape input, int outputs) {
    Layer model = make();
    Shape batch = Shape.of(1).concat(input);
    AtomicReference<Shape> given = new AtomicReference<>(batch);
    Heard heard = new Heard(batch);
    Tensor zeros = Tensor.full(new TensorType(DType.FLOAT32, batch), 0);
    try {
      model.withoutSettling(() ->
          given.set(
              Autograd.noGrad(() -> model.apply(zeros, Mode.evaluation().observedBy(heard)))
                  .shape()));
    } catch (AtledException e) {
      throw new ArgumentException(
          "%s: the network does not take %s, the shape of an example: %s In the file, %s."
              .formatted(file, input, e.getMessage(), forInput(model, input, heard)));
    }
    if (!given.get().equals(Shape.of(1, outputs))) {
      throw new ArgumentException(
          "%s: the network gives %s for one example, but the data need [1, %d]; in the file, %s."
              .formatted(
                  file, given.get(), outputs, forOutputs(linear(model), given.get(), outputs)));
    }
    return model;
  }

  private static List<Linear> linear(Layer model) {
    return model.modules().stream()
        .filter(Linear.class::isInstance)
        .map(Linear.class::cast)
        .toList();
  }

  private static String forInput(Layer model, Shape input, Heard heard) {
    List<String> advice = new ArrayList<>();
    boolean unrolled =
        input.rank() == 1 || model.modules().stream().anyMatch(Flatten.class::isInstance);
    if (!unrolled) {
      advice.add("let {\"type\": \"Flatten\"} be the first layer");
    }
    Optional<Linear> wrong = unrolled ? heard.failed() : linear(model).stream().findFirst();
    long given = unrolled ? heard.last() : input.elements();
    wrong
        .filter(layer -> size(layer, 1) != given)
        .ifPresent(layer -> advice.add("let %s have \"in\": %d".formatted(layer.title(), given)));
    return advice.isEmpty()
        ? "let each layer take what the one before it gives"
        : String.join(" and ", advice);
  }

  /** Which layer did not take what it was given, and what that was. */
  private static final class Heard implements Observer {
    private final Deque<Module> working = new ArrayDeque<>();
    private Shape given;

    Heard(Shape batch) {
      given = batch;
    }

    @Override
    public void calling(Module module) {
      working.push(module);
    }

    @Override
    public void called(Module module, Object result) {
      working.pop();
      if (result instanceof Tensor tensor) {
        given = tensor.shape();
      }
    }

    Optional<Linear> failed() {
      return Optional.ofNullable(working.peek())
          .filter(Linear.class::isInstance)
          .map(Linear.class::cast);
    }

    /** The size of the last axis of what the layer before it gave. */
    long last() {
      return given.size(given.rank() - 1);
    }
  }

  private static String forOutputs(List<Linear> linear, Shape given, int outputs) {
    return !linear.isEmpty() && given.equals(Shape.of(1, size(linear.getLast(), 0)))
        ? "let %s have \"out\": %d".formatted(linear.getLast().title(), outputs)
        : "let the last layer give that";
  }

  /** Of a weight [out, in]. */
  private static long size(Linear layer, int axis) {
    return layer.weight().type().shape().size(axis);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
