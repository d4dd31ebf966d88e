package org.atled.core.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.atled.core.shape.DType;

/**
 * What an element-wise loop computes for one element: a list of instructions, each used by later
 * ones, without branches. Equal expressions are equal as values, so a loop is generated once for
 * each.
 *
 * @param inputs the element types of the inputs
 * @param code in the order of computation; no instruction stands twice
 * @param results for each output the index of the instruction that gives it
 * @param outputs the element types of the outputs; a UINT8 output keeps the low 8 bits of an INT32,
 *     and the FLOAT32 that becomes a FLOAT16 or BFLOAT16 is one, or NaN: {@code code} has rounded
 *     it
 */
public record Expression(
    List<DType> inputs, List<Instruction> code, List<Integer> results, List<DType> outputs) {
  public Expression {
    inputs = List.copyOf(inputs);
    code = List.copyOf(code);
    results = List.copyOf(results);
    outputs = List.copyOf(outputs);
  }

  /** An expression with one output; its last step converts to the output's type. */
  public static Expression of(List<DType> inputs, DType output, Function<List<Term>, Term> body) {
    return of(inputs, List.of(output), terms -> List.of(body.apply(terms)));
  }

  /** An expression with several outputs. */
  public static Expression of(
      List<DType> inputs, List<DType> outputs, Function<List<Term>, List<Term>> body) {
    Builder builder = new Builder();
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      terms.add(builder.input(inputs.get(i), i));
    }
    List<Term> results = body.apply(List.copyOf(terms));
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      indices.add(results.get(i).to(outputs.get(i)).index());
    }
    return new Expression(inputs, builder.code(), indices, outputs);
  }

  /** Arithmetic of floats for one element; an fma counts twice. */
  public long flops() {
    return code.stream()
        .filter(it -> it.type().isFloating())
        .mapToLong(it ->
            switch (it.primitive()) {
              case ADD, SUB, MUL, DIV, REM, NEG, ABS, MIN, MAX, SQRT, FLOOR, RINT -> 1;
              case FOLD_SINE, FOLD_COSINE -> 1;
              case FMA -> 2;
              case INPUT, CONSTANT, EQ, LT, LE, SELECT, AND, OR, XOR -> 0;
              case SHL, SHR, USHR, BITS, CONVERT -> 0;
            })
        .sum();
  }
}
