package org.atled.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.spi.Epilogue;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.core.spi.WithEpilogue;

/** The element-wise part of a kernel: {@code outputs = expression(inputs)}, all of one shape. */
record Stage(Expression expression, List<Strided> inputs, List<Strided> outputs) {
  /**
   * More instructions spill so many vectors that two loops are as fast, and HotSpot compiles no
   * method of more than 8,000 bytes; see {@code VectorForm}.
   */
  private static final int MOST_INSTRUCTIONS = 320;

  /** Each has an array, an offset and a stride in registers or on the stack. */
  private static final int MOST_OPERANDS = 40;

  /** For a single element there are no vectors, and what counts is the one call. */
  private static final int MOST_INSTRUCTIONS_OF_ONE = 700;

  private static final int MOST_OPERANDS_OF_ONE = 80;

  static Stage of(MapKernel map) {
    return new Stage(map.expression(), map.inputs(), map.outputs());
  }

  /** The expression that returns its input. */
  static Expression same(DType dtype) {
    return Expression.of(List.of(dtype), dtype, List::getFirst);
  }

  /** What becomes of a kernel's results, the first input; nothing if there is no map after it. */
  static Stage epilogue(WithEpilogue kernel) {
    Strided results = kernel.out();
    if (kernel.epilogue().isEmpty()) {
      return new Stage(same(results.dtype()), List.of(results), List.of(results));
    }
    Epilogue epilogue = kernel.epilogue().get();
    List<Strided> inputs = new ArrayList<>(List.of(results));
    inputs.addAll(epilogue.inputs());
    return new Stage(epilogue.expression(), inputs, epilogue.outputs());
  }

  /** What a kernel does with its results, which are the first input. */
  Epilogue asEpilogue() {
    return new Epilogue(expression, inputs.subList(1, inputs.size()), outputs);
  }

  MapKernel asMap() {
    return new MapKernel(expression, inputs, outputs);
  }

  /** The same work on the one element that it has, without axes. */
  Stage single() {
    return new Stage(expression, all(inputs), all(outputs));
  }

  private static List<Strided> all(List<Strided> windows) {
    return windows.stream()
        .map(w -> new Strided(w.storage(), w.offset(), new int[0], new int[0]))
        .toList();
  }

  /** Whether it writes something that some operands see. */
  boolean writesWhat(List<Strided> operands) {
    return operands.stream()
        .anyMatch(r -> outputs.stream().anyMatch(o -> o.storage() == r.storage()));
  }

  /** The same work with one more input, unused, in front of the others. */
  Stage withFirstInput(Strided first) {
    ExpressionFusion fusion = new ExpressionFusion();
    fusion.read(first);
    List<Integer> results = fusion.compute(expression, inputs.stream().map(fusion::read).toList());
    return new Stage(fusion.expression(results, expression.outputs()), fusion.operands(), outputs);
  }

  /** The same work in the order of another walk. */
  Optional<Stage> following(Alignment alignment) {
    Optional<List<Strided>> in = alignment.follow(inputs);
    Optional<List<Strided>> out = alignment.follow(outputs);
    return in.isPresent() && out.isPresent()
        ? Optional.of(new Stage(expression, in.get(), out.get()))
        : Optional.empty();
  }

  /**
   * Two windows on one storage.
   *
   * @param written by the producer
   * @param read by the consumer
   */
  record Meeting(Strided written, Strided read) {}

  /** Where this stage's first input is that another one writes. */
  Optional<Meeting> meeting(Stage producer) {
    for (Strided in : inputs) {
      for (Strided out : producer.outputs) {
        if (in.storage() == out.storage()) {
          return Optional.of(new Meeting(out, in));
        }
      }
    }
    return Optional.empty();
  }

  /** This stage, in the order of the consumer's walk, and then the consumer. */
  Optional<Stage> before(Stage consumer, Predicate<Storage> needed) {
    return consumer
        .meeting(this)
        .flatMap(met -> Alignment.of(met.written(), met.read()))
        .flatMap(this::following)
        .flatMap(own -> own.then(consumer, needed));
  }

  /** This stage, and then the consumer in the order of this stage's walk. */
  Optional<Stage> leading(Stage consumer, Predicate<Storage> needed) {
    return consumer
        .meeting(this)
        .flatMap(met -> Alignment.of(met.read(), met.written()))
        .flatMap(consumer::following)
        .flatMap(next -> then(next, needed));
  }

  /**
   * This stage and one that takes its results, as one; both walk in the same order.
   *
   * @param needed whether the elements of a storage that this stage writes are still wanted
   * @return nothing if the two see some storage differently, or would be too much for one loop
   */
  Optional<Stage> then(Stage next, Predicate<Storage> needed) {
    ExpressionFusion fusion = new ExpressionFusion();
    List<Integer> values = fusion.compute(expression, inputs.stream().map(fusion::read).toList());
    List<Integer> given = new ArrayList<>();
    for (Strided in : next.inputs) {
      Optional<Integer> own = ExpressionFusion.find(outputs, in);
      if (own.isEmpty() && outputs.stream().anyMatch(o -> o.storage() == in.storage())) {
        return Optional.empty();
      }
      given.add(own.map(values::get).orElseGet(() -> fusion.read(in)));
    }
    List<Integer> last = fusion.compute(next.expression, given);
    List<Integer> results = new ArrayList<>();
    List<DType> types = new ArrayList<>();
    List<Strided> places = new ArrayList<>();
    for (int k = 0; k < outputs.size(); k++) {
      Strided out = outputs.get(k);
      if (needed.test(out.storage()) && ExpressionFusion.find(next.outputs, out).isEmpty()) {
        results.add(values.get(k));
        places.add(out);
        types.add(out.dtype());
      }
    }
    for (int k = 0; k < next.outputs.size(); k++) {
      results.add(last.get(k));
      places.add(next.outputs.get(k));
      types.add(next.outputs.get(k).dtype());
    }
    Expression joined = fusion.expression(results, types);
    Stage stage = new Stage(joined, fusion.operands(), places);
    return stage.isSafe() && stage.isOneLoop() ? Optional.of(stage) : Optional.empty();
  }

  /** Whether it is not too much for one loop. */
  private boolean isOneLoop() {
    boolean single = outputs.getFirst().elements() == 1;
    return expression.code().size() <= (single ? MOST_INSTRUCTIONS_OF_ONE : MOST_INSTRUCTIONS)
        && inputs.size() + outputs.size() <= (single ? MOST_OPERANDS_OF_ONE : MOST_OPERANDS);
  }

  /** Whether each element depends, of what is written, on elements at its own place alone. */
  private boolean isSafe() {
    for (int k = 0; k < outputs.size(); k++) {
      Strided out = outputs.get(k);
      for (Strided in : inputs) {
        if (in.storage() == out.storage() && !in.coincides(out)) {
          return false;
        }
      }
      for (Strided other : outputs.subList(0, k)) {
        if (other.storage() == out.storage()) {
          return false;
        }
      }
    }
    return true;
  }
}
