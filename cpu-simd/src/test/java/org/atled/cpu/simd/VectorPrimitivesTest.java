package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Instruction;
import org.atled.core.expr.Primitive;
import org.atled.core.expr.Term;
import org.atled.core.expr.Trigonometric;
import org.atled.core.shape.DType;
import org.atled.core.spi.LoopCompiler.Form;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.LoopCompiler.Step;
import org.atled.cpu.ScalarLoopCompiler;
import org.atled.cpu.code.Dataflow;
import org.junit.jupiter.api.Test;

/**
 * Every primitive on every type that has vectors, on every pair of special numbers, with the bits
 * of the scalar loop.
 */
class VectorPrimitivesTest {
  private static final List<DType> NUMBERS =
      List.of(DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64);
  private static final int[] LENGTHS = {0, 1, 15, 16, 17, 37, SpecialNumbers.LENGTH};

  /** What each type can be asked for, by the primitive that it shows. */
  private static Map<String, Function<List<Term>, Term>> bodies(DType type) {
    Map<String, Function<List<Term>, Term>> all = new LinkedHashMap<>();
    all.put("INPUT", t -> t.get(0));
    all.put("EQ", t -> t.get(0).eq(t.get(1)));
    all.put("SELECT", t -> t.get(0).eq(t.get(1)).select(t.get(2), t.get(0)));
    if (type == DType.BOOL) {
      all.put("SELECT of a BOOL", t -> t.get(2).select(t.get(0), t.get(1)));
    } else {
      all.put("CONSTANT", t -> t.get(0).constant(3L));
      all.put("ADD", t -> t.get(0).add(t.get(1)));
      all.put("SUB", t -> t.get(0).sub(t.get(1)));
      all.put("MUL", t -> t.get(0).mul(t.get(1)));
      all.put("NEG", t -> t.get(0).neg());
      all.put("ABS", t -> t.get(0).abs());
      all.put("MIN", t -> t.get(0).min(t.get(1)));
      all.put("MAX", t -> t.get(0).max(t.get(1)));
      all.put("LT", t -> t.get(0).lt(t.get(1)));
      all.put("LE", t -> t.get(0).le(t.get(1)));
      all.put("CONVERT to BOOL", t -> t.get(0).to(DType.BOOL));
      all.put("CONVERT from BOOL", t -> t.get(0).lt(t.get(1)).to(type));
      all.put(
          "several BOOLs",
          t -> t.get(0).lt(t.get(1)).xor(t.get(2).le(t.get(0))).select(t.get(0), t.get(2)));
      all.put("BITS", t -> t.get(0).bits());
    }
    if (type.isFloating()) {
      all.put("DIV", t -> t.get(0).div(t.get(1)));
      all.put("FMA", t -> t.get(0).fma(t.get(1), t.get(2)));
      all.put("SQRT", t -> t.get(0).sqrt());
      for (double bound : new double[] {0.0, -0.0, 1.5, -7, Double.NEGATIVE_INFINITY, Double.NaN}) {
        all.put("MIN of " + bound, t -> t.get(0).min(bound));
        all.put("MAX of " + bound, t -> t.get(0).max(bound));
        all.put("MIN by " + bound, t -> t.get(0).constant(bound).min(t.get(0)));
        all.put("MAX by " + bound, t -> t.get(0).constant(bound).max(t.get(0)));
      }
      all.put("FLOOR", t -> t.get(0).floor());
      all.put("RINT", t -> t.get(0).rint());
      all.put("FOLD_SINE", t -> Trigonometric.sin(t.get(0)));
      all.put("FOLD_COSINE", t -> Trigonometric.cos(t.get(0)));
      all.put("CONVERT", t -> t.get(0).to(integer(type)));
      all.put(
          "BOOLs of both types",
          t -> {
            Term n = t.get(0).to(integer(type));
            return n.lt(n.constant(2L)).and(t.get(1).lt(t.get(2))).select(n, n.neg());
          });
    } else {
      all.put("AND", t -> t.get(0).and(t.get(1)));
      all.put("OR", t -> t.get(0).or(t.get(1)));
      all.put("XOR", t -> t.get(0).xor(t.get(1)));
      if (type != DType.BOOL) {
        all.put("CONVERT", t -> t.get(0).to(floating(type)));
        for (int bits : new int[] {0, 1, 7, 31, 40}) {
          all.put("SHL " + bits, t -> t.get(0).shl(bits));
          all.put("SHR " + bits, t -> t.get(0).shr(bits));
          all.put("USHR " + bits, t -> t.get(0).ushr(bits));
        }
      }
    }
    return all;
  }

  private static DType integer(DType floating) {
    return floating == DType.FLOAT32 ? DType.INT32 : DType.INT64;
  }

  private static DType floating(DType integer) {
    return integer == DType.INT32 ? DType.FLOAT32 : DType.FLOAT64;
  }

  @Test
  void theBitsOfTheScalarLoop() {
    Set<Primitive> seen = EnumSet.noneOf(Primitive.class);
    for (DType type : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64, DType.BOOL)) {
      bodies(type)
          .forEach((name, body) -> {
            Expression e = numbersToo(type, body);
            e.code().stream().map(Instruction::primitive).forEach(seen::add);
            for (Step step : List.of(Step.ONE, Step.ZERO)) {
              Form form = new Form(e, List.of(Step.ONE, step, step, Step.ONE));
              compareOnVectors(name + " of " + type + ", " + step, form);
            }
          });
    }
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Primitive.REM)));
  }

  /** A vector of either type has as many lanes: one of them is half as wide as it could be. */
  @Test
  void theSameWhereNumbersOfTwoSizesMeet() {
    for (DType stored : NUMBERS) {
      for (DType type : NUMBERS) {
        if (stored.bytes() != type.bytes()) {
          bodies(type)
              .forEach((name, body) -> {
                Expression e = numbersToo(stored, t -> body.apply(converted(t, type)));
                Form form = new Form(e, List.of(Step.ONE, Step.ONE, Step.ONE, Step.ONE));
                compareOnVectors(name + " of " + type + " read as " + stored, form);
              });
        }
      }
    }
  }

  /** With results of that type where the body has numbers of the type it is computed with as. */
  @Test
  void theSameOfTypesThatAreOnlyToStoreNumbersIn() {
    for (DType stored : List.of(DType.FLOAT16, DType.BFLOAT16, DType.UINT8)) {
      int onVectors = 0;
      for (Map.Entry<String, Function<List<Term>, Term>> named :
          bodies(stored.computing()).entrySet()) {
        Expression found = numbersToo(stored, named.getValue());
        boolean same = found.outputs().getFirst() == stored.computing();
        Expression e = same ? Expression.of(found.inputs(), stored, named.getValue()) : found;
        for (Step step : List.of(Step.ONE, Step.ZERO)) {
          Form form = new Form(e, List.of(Step.ONE, step, step, Step.ONE));
          onVectors += compare(named.getKey() + " of " + stored + ", " + step, form) ? 1 : 0;
        }
      }
      // Four bytes, the lanes of 16 bytes of float32, are no vector.
      boolean fits = VectorType.of(DType.FLOAT32).with(stored).exists();
      assertThat(onVectors).as("%s", stored).isGreaterThanOrEqualTo(fits ? 16 : 0);
    }
  }

  private static List<Term> converted(List<Term> terms, DType type) {
    return terms.stream().map(t -> t.to(type)).toList();
  }

  /** Comparisons of numbers of one size choose between those of another. */
  @Test
  void aBoolOfOneSizeChoosesNumbersOfAnother() {
    for (DType type : NUMBERS) {
      for (DType other : NUMBERS) {
        if (type.bytes() != other.bytes()) {
          Expression e =
              Expression.of(
                  List.of(type, other, DType.BOOL),
                  other,
                  t -> {
                    Term first = t.get(0).lt(t.get(0).constant(1L));
                    Term second = t.get(1).le(t.get(1).constant(2L));
                    Term joined = first.xor(second).and(t.get(2).not()).or(second.eq(t.get(2)));
                    return joined.select(t.get(1), t.get(1).neg());
                  });
          for (Step step : List.of(Step.ONE, Step.ZERO)) {
            Form form = new Form(e, List.of(Step.ONE, step, step, Step.ONE));
            compareOnVectors(type + " and " + other + ", " + step, form);
          }
        }
      }
    }
  }

  /** For these the Vector API has loops over the lanes, or no instruction. */
  @Test
  void remaindersIntegerQuotientsAndShiftsByElementsAreLeftToTheScalarLoop() {
    for (DType type : List.of(DType.FLOAT32, DType.INT32, DType.INT64)) {
      assertIsScalar(type, t -> t.get(0).rem(t.get(1).max(1)));
    }
    assertIsScalar(DType.INT32, t -> t.get(0).div(t.get(1).max(1)));
    assertIsScalar(DType.INT32, t -> t.get(0).shl(t.get(1)));
    assertIsScalar(DType.INT32, t -> t.get(0).shr(t.get(1)));
  }

  /** HotSpot makes better vectors of the scalar loop. */
  @Test
  void whatReadsFloat16AndArithmeticOfBytesAreLeftToTheScalarLoop() {
    assertIsScalar(DType.FLOAT16, t -> t.get(0).fma(t.get(1), t.get(1)), DType.FLOAT32);
    assertIsScalar(DType.UINT8, t -> t.get(0).add(t.get(1)), DType.UINT8);
  }

  private static void assertIsScalar(DType type, Function<List<Term>, Term> body) {
    assertIsScalar(type, body, type);
  }

  private static void assertIsScalar(DType type, Function<List<Term>, Term> body, DType output) {
    Expression e = Expression.of(List.of(type, type), output, body);
    Form form = new Form(e, List.of(Step.ONE, Step.ONE, Step.ONE));
    assertThat(
            new VectorLoopCompiler(new ScalarLoopCompiler(), SimdChoice.When.ALWAYS).compile(form))
        .isNotInstanceOf(VectorLoop.class);
  }

  /** The body's own type as the output's; a loop of BOOL alone has no vectors. */
  private static Expression numbersToo(DType type, Function<List<Term>, Term> body) {
    List<DType> inputs = Collections.nCopies(3, type);
    List<DType> found = new ArrayList<>();
    Expression.of(
        inputs,
        type,
        t -> {
          Term result = body.apply(t);
          found.add(result.type());
          return result;
        });
    boolean onlyBools = type == DType.BOOL && found.getFirst() == DType.BOOL;
    return Expression.of(inputs, onlyBools ? DType.FLOAT32 : found.getFirst(), body);
  }

  private static void compareOnVectors(String what, Form form) {
    assertThat(compare(what, form))
        .as(what)
        .isEqualTo(VectorForm.CONVERTS_LONGS || !convertsLongs(form));
  }

  /** Whether the loop was one on vectors. */
  private static boolean compare(String what, Form form) {
    Loop scalar = new ScalarLoopCompiler().compile(form);
    Loop vectors =
        new VectorLoopCompiler(new ScalarLoopCompiler(), SimdChoice.When.ALWAYS).compile(form);
    int operands = form.steps().size();
    DType stored = form.expression().outputs().getFirst();
    Object[] arrays = new Object[operands];
    int[] innerStrides = new int[operands];
    for (int x = 0; x < operands; x++) {
      DType type =
          x < operands - 1
              ? form.expression().inputs().get(x)
              : form.expression().outputs().getFirst();
      arrays[x] = SpecialNumbers.of(type, x).array();
      innerStrides[x] = form.steps().get(x) == Step.ONE ? 1 : 0;
    }
    for (int length : LENGTHS) {
      int outer = length == SpecialNumbers.LENGTH ? 1 : 2;
      int[] offsets = {3, 4, 3, 1};
      int[] outerStrides = {length, 1, length + 1, length};
      Object[] expected = withNewOutput(form, arrays);
      Object[] actual = withNewOutput(form, arrays);
      scalar.run(expected, offsets, outerStrides, outer, innerStrides, length);
      vectors.run(actual, offsets, outerStrides, outer, innerStrides, length);
      assertThat(Bits.of(stored, actual[operands - 1]))
          .as("%s, length %d", what, length)
          .isEqualTo(Bits.of(stored, expected[operands - 1]));
    }
    return vectors instanceof VectorLoop;
  }

  /** AVX2 has no instruction for that. */
  private static boolean convertsLongs(Form form) {
    List<Instruction> code = form.expression().code();
    Dataflow flow = new Dataflow(form);
    return IntStream.range(0, code.size())
        .filter(v -> flow.uses(v) > 0 && code.get(v).primitive() == Primitive.CONVERT)
        .mapToObj(v -> List.of(code.get(code.get(v).a()).type(), code.get(v).type()))
        .anyMatch(t -> t.contains(DType.INT64) && t.stream().anyMatch(DType::isFloating));
  }

  private static Object[] withNewOutput(Form form, Object[] arrays) {
    Object[] with = arrays.clone();
    DType type = form.expression().outputs().getFirst();
    with[with.length - 1] = SpecialNumbers.of(type, 0).array();
    return with;
  }
}
