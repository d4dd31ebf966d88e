package org.atled.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Instruction;
import org.atled.core.expr.Primitive;
import org.atled.core.shape.DType;
import org.atled.core.spi.Combiner;

/**
 * The expressions that a reduction needs beside its own.
 *
 * @param accumulator the type in which is combined: INT32 for BOOL, and that for computing
 * @param before the reduction's expression with an output of that type
 * @param accumulate (accumulator, inputs…) → accumulator ⊕ before(inputs…)
 * @param plain whether {@code before} only reads its one input, of the accumulator's type
 */
record ReduceForms(DType accumulator, Expression before, Expression accumulate, boolean plain) {
  private static final List<DType> TYPES = List.of(DType.values());

  // By ordinals of combiner and stored type.
  private static final List<List<Expression>> COMBINE =
      Arrays.stream(Combiner.values())
          .map(c -> TYPES.stream().map(d -> combining(c, accumulator(d))).toList())
          .toList();
  private static final List<Expression> STORE =
      TYPES.stream().map(d -> Expression.of(List.of(accumulator(d)), d, List::getFirst)).toList();

  static ReduceForms of(Combiner combiner, Expression given) {
    DType accumulator = accumulator(given.outputs().getFirst());
    Expression before = widened(given, accumulator);
    boolean plain =
        before.inputs().equals(List.of(accumulator))
            && before.code().get(before.results().getFirst()).primitive() == Primitive.INPUT;
    return new ReduceForms(accumulator, before, accumulate(combiner, before, accumulator), plain);
  }

  /** The type in which elements of a stored type are combined. */
  static DType accumulator(DType stored) {
    return stored == DType.BOOL ? DType.INT32 : stored.computing();
  }

  /** (a, b) → a ⊕ b. */
  static Expression combine(Combiner combiner, DType accumulator) {
    return COMBINE.get(combiner.ordinal()).get(accumulator.ordinal());
  }

  /** From the accumulator's type to the stored one. */
  static Expression store(DType stored) {
    return STORE.get(stored.ordinal());
  }

  private static Expression combining(Combiner combiner, DType d) {
    return new Expression(
        List.of(d, d),
        List.of(
            new Instruction(Primitive.INPUT, d, -1, -1, -1, 0),
            new Instruction(Primitive.INPUT, d, -1, -1, -1, 1),
            new Instruction(primitive(combiner), d, 0, 1, -1, 0)),
        List.of(2),
        List.of(d));
  }

  private static Primitive primitive(Combiner combiner) {
    return switch (combiner) {
      case SUM -> Primitive.ADD;
      case PRODUCT -> Primitive.MUL;
      case MAX -> Primitive.MAX;
      case MIN -> Primitive.MIN;
    };
  }

  /** The same number in the accumulator's type. */
  private static Expression widened(Expression e, DType accumulator) {
    List<Instruction> code = new ArrayList<>(e.code());
    int result = e.results().getFirst();
    switch (e.outputs().getFirst()) {
      case BOOL ->
          result = add(code, new Instruction(Primitive.CONVERT, DType.INT32, result, -1, -1, 0));
      case UINT8 -> {
        int mask = add(code, new Instruction(Primitive.CONSTANT, DType.INT32, -1, -1, -1, 0xFF));
        result = add(code, new Instruction(Primitive.AND, DType.INT32, result, mask, -1, 0));
      }
      case FLOAT16, BFLOAT16 -> {}
      case INT32, INT64, FLOAT32, FLOAT64 -> {
        return e;
      }
    }
    return new Expression(e.inputs(), code, List.of(result), List.of(accumulator));
  }

  private static Expression accumulate(Combiner combiner, Expression e, DType accumulator) {
    List<DType> inputs = new ArrayList<>();
    inputs.add(accumulator);
    inputs.addAll(e.inputs());
    List<Instruction> code = new ArrayList<>();
    code.add(new Instruction(Primitive.INPUT, accumulator, -1, -1, -1, 0));
    for (Instruction it : e.code()) {
      long payload = it.primitive() == Primitive.INPUT ? it.payload() + 1 : it.payload();
      code.add(
          new Instruction(
              it.primitive(), it.type(), later(it.a()), later(it.b()), later(it.c()), payload));
    }
    int value = later(e.results().getFirst());
    int sum = add(code, new Instruction(primitive(combiner), accumulator, 0, value, -1, 0));
    return new Expression(inputs, code, List.of(sum), List.of(accumulator));
  }

  private static int later(int index) {
    return index < 0 ? index : index + 1;
  }

  private static int add(List<Instruction> code, Instruction instruction) {
    int known = code.indexOf(instruction);
    if (known >= 0) {
      return known;
    }
    code.add(instruction);
    return code.size() - 1;
  }
}
