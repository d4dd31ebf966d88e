package org.atled.testkit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Tensor;

/**
 * All that is to be known of one operation to check it on any backend. A row starts from {@link
 * #of} and states what differs from the usual.
 *
 * @param name of the row; an operation may have several
 * @param operation the record that the call applies
 * @param call the operation on its operands
 * @param reference what it should give
 * @param operands where sample values lie
 * @param cases the operands' shapes; empty, one-element and odd ones among them
 * @param dtypes the types that the operands take in turn
 * @param result the result's type when the operands have a type
 * @param float32 how accurate it is
 * @param float64 how accurate it is
 * @param gradient whether it has derivatives, and how they are checked
 * @param ties what the derivative is at kinks and where operands are equal; empty if it has none
 * @param specials whether NaN, infinities and numbers great and small are tried too
 * @param elsewhere its names in other systems
 */
public record OpRow(
    String name,
    Class<? extends Op> operation,
    Function<List<Tensor>, Tensor> call,
    Function<List<Numbers>, Numbers> reference,
    List<Operand> operands,
    List<List<Shape>> cases,
    Set<DType> dtypes,
    UnaryOperator<DType> result,
    Tolerance float32,
    Tolerance float64,
    Gradient gradient,
    String ties,
    boolean specials,
    Elsewhere elsewhere) {
  /**
   * What others call the operation, for docs/operations.md; empty where they have none.
   *
   * @param pytorch {@code torch.sigmoid}
   * @param numpy NumPy's name, or SciPy's: {@code scipy.special.expit}
   */
  public record Elsewhere(String pytorch, String numpy) {}

  /** What is known of the derivatives. */
  public enum Gradient {
    /** First and second derivatives agree with difference quotients. */
    CHECKED,
    /** It has them, but its results are too coarse for difference quotients. */
    COARSE,
    /** It has none, and must leave no node. */
    NONE
  }

  static final Set<DType> FLOATS = EnumSet.of(DType.FLOAT32, DType.FLOAT64);
  static final Set<DType> EVERY_FLOAT = EnumSet.range(DType.FLOAT16, DType.FLOAT64);
  static final Set<DType> NUMERIC = EnumSet.complementOf(EnumSet.of(DType.BOOL));
  static final Set<DType> ALL = EnumSet.allOf(DType.class);

  /** A row for float operands whose result has their type and is exact. */
  public static OpRow of(
      String name,
      Class<? extends Op> operation,
      Function<List<Tensor>, Tensor> call,
      Function<List<Numbers>, Numbers> reference,
      Operand... operands) {
    return new OpRow(
        name,
        operation,
        call,
        reference,
        List.of(operands),
        List.of(),
        FLOATS,
        t -> t,
        Tolerance.ulps(0.5),
        Tolerance.ulps(0),
        Gradient.CHECKED,
        "",
        false,
        new Elsewhere("", ""));
  }

  /** With one more case: a shape for each operand. */
  public OpRow on(Shape... shapes) {
    List<List<Shape>> more = new ArrayList<>(cases);
    more.add(List.of(shapes));
    return new OpRow(
        name,
        operation,
        call,
        reference,
        operands,
        List.copyOf(more),
        dtypes,
        result,
        float32,
        float64,
        gradient,
        ties,
        specials,
        elsewhere);
  }

  /** Of another operation. */
  public OpRow of(Class<? extends Op> other) {
    return new OpRow(
        name, other, call, reference, operands, cases, dtypes, result, float32, float64, gradient,
        ties, specials, elsewhere);
  }

  /** Taking these types. */
  public OpRow taking(Set<DType> types) {
    return new OpRow(
        name, operation, call, reference, operands, cases, types, result, float32, float64,
        gradient, ties, specials, elsewhere);
  }

  /** With another type of result. */
  public OpRow giving(UnaryOperator<DType> type) {
    return new OpRow(
        name, operation, call, reference, operands, cases, dtypes, type, float32, float64, gradient,
        ties, specials, elsewhere);
  }

  /** Accurate to units in the last place of the wanted value. */
  public OpRow within(double ulps32, double ulps64) {
    return within(Tolerance.ulps(ulps32), Tolerance.ulps(ulps64));
  }

  /** With these accuracies. */
  public OpRow within(Tolerance in32, Tolerance in64) {
    return new OpRow(
        name, operation, call, reference, operands, cases, dtypes, result, in32, in64, gradient,
        ties, specials, elsewhere);
  }

  /** Without derivatives. */
  public OpRow constant() {
    return with(Gradient.NONE);
  }

  /** With derivatives of this kind. */
  public OpRow with(Gradient kind) {
    return new OpRow(
        name, operation, call, reference, operands, cases, dtypes, result, float32, float64, kind,
        ties, specials, elsewhere);
  }

  /** With its derivative at kinks and ties, in words. */
  public OpRow atTies(String rule) {
    return new OpRow(
        name, operation, call, reference, operands, cases, dtypes, result, float32, float64,
        gradient, rule, specials, elsewhere);
  }

  /** Also tried on NaN, infinities, zeros, numbers great and small. */
  public OpRow onSpecials() {
    return new OpRow(
        name, operation, call, reference, operands, cases, dtypes, result, float32, float64,
        gradient, ties, true, elsewhere);
  }

  /** Known by these names in PyTorch and in NumPy or SciPy; empty where there is none. */
  public OpRow known(String pytorch, String numpy) {
    return new OpRow(
        name,
        operation,
        call,
        reference,
        operands,
        cases,
        dtypes,
        result,
        float32,
        float64,
        gradient,
        ties,
        specials,
        new Elsewhere(pytorch, numpy));
  }

  /** Made of several operations, each of which rounds its result if that is a short float. */
  public OpRow rounding(int times) {
    return within(float32.rounding(times), float64);
  }

  /** The accuracy in a type; integers and bools are exact, short floats computed as float32. */
  public Tolerance tolerance(DType dtype) {
    return switch (dtype) {
      case BOOL, UINT8, INT32, INT64 -> Tolerance.ulps(0);
      case FLOAT16, BFLOAT16, FLOAT32 -> float32;
      case FLOAT64 -> float64;
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
