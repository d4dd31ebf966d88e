package org.atled.nn.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Recurrence;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.init.Initializer;

/**
 * A recurrence over the steps of sequences, in layers, forwards or both ways. One product serves
 * the inputs of all steps; then each step adds the product of the state before. Sequences of
 * different lengths are padded to one ({@link Padded}): with their lengths given each gets, bit for
 * bit, what it gets alone, zeros after its end, and as its last state that at its end. Gradients by
 * inputs are the same bits too; those by weights add up over the batch.
 *
 * <p>While a step is written down nobody checks lengths: a plan takes one beyond the steps for all
 * of them, and one below 1 for none.
 */
public abstract sealed class Recurrent extends Module permits HiddenRecurrent, LSTM {
  /** What a plain recurrence passes its sum through. */
  public enum Nonlinearity {
    TANH,
    RELU
  }

  /**
   * What a module is made from.
   *
   * @param in how many numbers a step has
   * @param hidden how many a state has
   * @param layers the second on the results of the first, and so on
   * @param bias whether there are biases, two as in PyTorch
   * @param batchFirst whether sequences are [batch, steps, in], else [steps, batch, in]
   * @param dropout the probability of a dropout between layers
   * @param bidirectional whether there is a second recurrence, from the end
   * @param projection of an {@link LSTM}: to how many numbers its h goes by a matrix; 0 for none
   * @param nonlinearity of an {@link RNN}
   */
  public record Config(
      long in,
      long hidden,
      long layers,
      boolean bias,
      boolean batchFirst,
      double dropout,
      boolean bidirectional,
      long projection,
      Nonlinearity nonlinearity) {
    public Config {
      if (in < 1 || hidden < 1 || layers < 1) {
        throw new ArgumentException(
            "A recurrence takes in, hidden and layers of at least 1, not %d, %d and %d."
                .formatted(in, hidden, layers));
      }
      if (!(dropout >= 0 && dropout < 1) || dropout > 0 && layers == 1) {
        throw new ArgumentException(
            ("the dropout of a recurrence is %s with %d layer(s), but it must be at least 0 and"
                    + " less than 1, and stands between layers; put a Dropout behind it.")
                .formatted(dropout, layers));
      }
      if (projection < 0 || projection >= hidden) {
        throw new ArgumentException(
            "the projection is to %d numbers but must be to fewer than hidden, %d."
                .formatted(projection, hidden));
      }
    }

    /** One layer forwards, batch first, with biases. */
    public static Config of(long in, long hidden) {
      return new Config(in, hidden, 1, true, true, 0, false, 0, Nonlinearity.TANH);
    }

    public Config withLayers(long number) {
      return with(number, bias, batchFirst, dropout, bidirectional, projection, nonlinearity);
    }

    public Config withoutBias() {
      return with(layers, false, batchFirst, dropout, bidirectional, projection, nonlinearity);
    }

    /** Sequences are [steps, batch, in], PyTorch's default. */
    public Config stepsFirst() {
      return with(layers, bias, false, dropout, bidirectional, projection, nonlinearity);
    }

    public Config withDropout(double p) {
      return with(layers, bias, batchFirst, p, bidirectional, projection, nonlinearity);
    }

    public Config inBothDirections() {
      return with(layers, bias, batchFirst, dropout, true, projection, nonlinearity);
    }

    public Config projectedTo(long numbers) {
      return with(layers, bias, batchFirst, dropout, bidirectional, numbers, nonlinearity);
    }

    public Config withNonlinearity(Nonlinearity f) {
      return with(layers, bias, batchFirst, dropout, bidirectional, projection, f);
    }

    private Config with(
        long number,
        boolean biases,
        boolean first,
        double p,
        boolean both,
        long numbers,
        Nonlinearity f) {
      return new Config(in, hidden, number, biases, first, p, both, numbers, f);
    }

    /** How many numbers an h has. */
    long output() {
      return projection > 0 ? projection : hidden;
    }

    long directions() {
      return bidirectional ? 2 : 1;
    }
  }

  /** The weights of one layer in one direction. */
  record Weights(
      Parameter ih,
      Parameter hh,
      Optional<Parameter> biasIh,
      Optional<Parameter> biasHh,
      Optional<Parameter> hr) {
    /** W_ih·x + b_ih. */
    Tensor ofInput(Tensor x) {
      return linear(x, ih, biasIh);
    }

    /** W_hh·h + b_hh. */
    Tensor ofState(Tensor h) {
      return linear(h, hh, biasHh);
    }

    private static Tensor linear(Tensor x, Parameter w, Optional<Parameter> b) {
      Tensor weight = w.value().to(x.dtype());
      return b.map(each -> x.linear(weight, each.value().to(x.dtype())))
          .orElseGet(() -> x.linear(weight));
    }
  }

  private final Config config;
  private final List<Weights> weights = new ArrayList<>();
  private final Optional<Dropout> dropout;

  /**
   * Registers the weights.
   *
   * @param gates how many times hidden numbers a step computes
   */
  Recurrent(Config config, long gates) {
    String kind = getClass().getSimpleName();
    if (config.projection() > 0 && !(this instanceof LSTM)) {
      throw new ArgumentException(
          kind + ": has no projection, which belongs to LSTM; put a Linear behind it.");
    }
    if (config.nonlinearity() != Nonlinearity.TANH && !(this instanceof RNN)) {
      throw new ArgumentException(
          kind + ": takes no nonlinearity, which belongs to RNN; its own are sigmoid and tanh.");
    }
    this.config = config;
    for (long layer = 0; layer < config.layers(); layer++) {
      long in = layer == 0 ? config.in() : config.output() * config.directions();
      for (String direction : config.bidirectional() ? List.of("", "_reverse") : List.of("")) {
        String place = "_l" + layer + direction;
        weights.add(
            new Weights(
                weight("weight_ih" + place, gates * config.hidden(), in),
                weight("weight_hh" + place, gates * config.hidden(), config.output()),
                bias("bias_ih" + place, gates * config.hidden()),
                bias("bias_hh" + place, gates * config.hidden()),
                config.projection() > 0
                    ? Optional.of(weight("weight_hr" + place, config.projection(), config.hidden()))
                    : Optional.empty()));
      }
    }
    dropout =
        config.dropout() > 0
            ? Optional.of(child("dropout", new Dropout(config.dropout())))
            : Optional.empty();
  }

  private Parameter weight(String name, long... sizes) {
    double bound = 1 / Math.sqrt(config.hidden());
    return parameter(
        name, new TensorType(DType.FLOAT32, Shape.of(sizes)), Initializer.uniform(-bound, bound));
  }

  private Optional<Parameter> bias(String name, long size) {
    return config.bias() ? Optional.of(weight(name, size)) : Optional.empty();
  }

  /** What makes the next state. */
  abstract Recurrence.Cell cell();

  /** How many numbers each tensor of the state has, h first. */
  abstract List<Long> widths();

  /**
   * All layers.
   *
   * @param start the state before the first step, each [layers · directions, batch, width]; empty
   *     for zeros
   * @return the results of the last layer, and the states after the last step
   */
  final List<Tensor> run(
      Tensor x, Optional<Tensor> lengths, Optional<List<Tensor>> start, Mode mode) {
    check(x);
    int time = config.batchFirst() ? 1 : 0;
    long batch = x.shape().size(1 - time);
    int steps = Math.toIntExact(x.shape().size(time));
    start.ifPresent(states -> checkStart(states, batch));
    Optional<Tensor> active = lengths.map(l -> active(l, batch, steps));
    List<Tensor> zeros =
        start.isPresent()
            ? List.of()
            : widths().stream().map(width -> Tensor.zeros(x.dtype(), batch, width)).toList();
    List<List<Tensor>> ends = new ArrayList<>();
    Tensor sequence = config.batchFirst() ? swapped(x) : x;
    // What is only padding may be NaN.
    if (active.isPresent()) {
      sequence = active.get().unsqueeze(2).where(sequence, 0.0);
    }
    for (int layer = 0; layer < config.layers(); layer++) {
      if (layer > 0 && dropout.isPresent()) {
        // Draws go by examples, which lie along the first axis.
        sequence = swapped(dropout.get().apply(swapped(sequence), mode));
      }
      List<Tensor> ways = new ArrayList<>();
      for (int way = 0; way < config.directions(); way++) {
        int place = ends.size();
        List<Tensor> state =
            start
                .map(states -> states.stream().map(s -> s.select(0, place)).toList())
                .orElse(zeros);
        List<Tensor> states = walk(weights.get(place), sequence, state, way == 1, active);
        int last = way == 1 ? 0 : steps - 1;
        ends.add(states.stream().map(all -> all.select(0, last)).toList());
        Tensor h = states.getFirst();
        ways.add(active.map(on -> on.unsqueeze(2).where(h, 0.0)).orElse(h));
      }
      sequence = ways.size() == 1 ? ways.getFirst() : Structure.concat(2, ways.get(0), ways.get(1));
    }
    List<Tensor> results = new ArrayList<>();
    results.add(config.batchFirst() ? swapped(sequence) : sequence);
    for (int i = 0; i < widths().size(); i++) {
      int which = i;
      results.add(Structure.stack(0, ends.stream().map(s -> s.get(which)).toArray(Tensor[]::new)));
    }
    return results;
  }

  /** Steps and examples change places, in memory too: products go over whole matrices. */
  private static Tensor swapped(Tensor x) {
    return x.transpose(0, 1).copy();
  }

  /**
   * One layer in one direction: the state after each step, [steps, batch, width] each. A sequence
   * keeps its state while it is not active.
   */
  private List<Tensor> walk(
      Weights w, Tensor x, List<Tensor> start, boolean backwards, Optional<Tensor> active) {
    Tensor inputs = w.ofInput(x);
    Tensor ordered = backwards ? inputs.flip(0) : inputs;
    Optional<Tensor> mask = backwards ? active.map(on -> on.flip(0)) : active;
    List<Tensor> states =
        w.hr().isPresent()
            ? projected(w, ordered, start, mask)
            : Recurrence.of(
                cell(),
                ordered,
                w.hh().value().to(x.dtype()),
                w.biasHh().map(b -> b.value().to(x.dtype())),
                start,
                mask);
    return backwards ? states.stream().map(s -> s.flip(0)).toList() : states;
  }

  /** With h of each step made smaller by a matrix before the next. */
  private List<Tensor> projected(
      Weights w, Tensor inputs, List<Tensor> start, Optional<Tensor> active) {
    Tensor smaller = w.hr().orElseThrow().value().to(inputs.dtype());
    List<Tensor[]> all = start.stream().map(s -> new Tensor[(int) inputs.shape().size(0)]).toList();
    List<Tensor> state = start;
    for (int t = 0; t < inputs.shape().size(0); t++) {
      List<Tensor> before = state;
      Tensor a = w.ofState(before.getFirst());
      List<Tensor> next = Recurrence.step(cell(), inputs.select(0, t), a, before);
      List<Tensor> wanted = List.of(next.get(0).linear(smaller), next.get(1));
      int step = t;
      state =
          active
              .map(on ->
                  IntStream.range(0, wanted.size())
                      .mapToObj(
                          k -> on.select(0, step).unsqueeze(1).where(wanted.get(k), before.get(k)))
                      .toList())
              .orElse(wanted);
      for (int k = 0; k < wanted.size(); k++) {
        all.get(k)[t] = state.get(k);
      }
    }
    return all.stream().map(each -> Structure.stack(0, each)).toList();
  }

  private void check(Tensor x) {
    Shape shape = x.shape();
    String wanted = config.batchFirst() ? "[batch, steps, %d]" : "[steps, batch, %d]";
    if (shape.rank() != 3 || shape.size(2) != config.in()) {
      throw new ShapeException(
          "the input is %s but must be %s%s."
              .formatted(
                  shape,
                  wanted.formatted(config.in()),
                  shape.rank() == 2 ? "; make one sequence a batch by unsqueeze" : ""));
    }
    if (shape.size(config.batchFirst() ? 1 : 0) == 0) {
      throw new ShapeException(
          "the input is %s, sequences of no step; give each at least one.".formatted(shape));
    }
    if (!x.dtype().isFloating()) {
      throw new TypeException(
          "the input is %s but must be floats; ids go through an Embedding first."
              .formatted(x.type()));
    }
  }

  private void checkStart(List<Tensor> states, long batch) {
    for (int i = 0; i < states.size(); i++) {
      Shape wanted = Shape.of(config.layers() * config.directions(), batch, widths().get(i));
      if (!states.get(i).shape().equals(wanted)) {
        throw new ShapeException(
            "the state %s is %s but must be %s, [layers · directions, batch, numbers]."
                .formatted(i == 0 ? "h" : "c", states.get(i).shape(), wanted));
      }
    }
  }

  /** Which sequences have which step, [steps, batch]. */
  private static Tensor active(Tensor lengths, long batch, int steps) {
    if (lengths.shape().rank() != 1
        || lengths.shape().size(0) != batch
        || lengths.dtype() != DType.INT64) {
      throw new ShapeException(
          "the lengths are %s but must be int64 [%d], one for each sequence."
              .formatted(lengths.type(), batch));
    }
    if (!Scope.current().isWrittenDown()) {
      long[] numbers = lengths.toLongs();
      for (int i = 0; i < numbers.length; i++) {
        if (numbers[i] < 1 || numbers[i] > steps) {
          throw new ShapeException(
              "sequence %d has the length %d, but lengths go from 1 to the %d steps of the input."
                  .formatted(i, numbers[i], steps));
        }
      }
    }
    return Tensor.arange(steps).unsqueeze(1).lt(lengths);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  final Config shape() {
    return config;
  }

  @Override
  public String toString() {
    List<String> more = new ArrayList<>();
    more.add(config.layers() > 1 ? config.layers() + " layers" : "");
    more.add(config.bidirectional() ? "both directions" : "");
    more.add(config.projection() > 0 ? "projected to " + config.projection() : "");
    more.add(config.nonlinearity() == Nonlinearity.RELU ? "relu" : "");
    more.add(config.dropout() > 0 ? "dropout " + config.dropout() : "");
    more.add(config.bias() ? "" : "no bias");
    return "%s(%d, %d%s)"
        .formatted(
            getClass().getSimpleName(),
            config.in(),
            config.hidden(),
            more.stream()
                .filter(word -> !word.isEmpty())
                .map(word -> ", " + word)
                .collect(Collectors.joining()));
  }
}
