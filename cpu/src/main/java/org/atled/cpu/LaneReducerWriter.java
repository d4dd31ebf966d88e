package org.atled.cpu;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import org.atled.core.shape.DType;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.ReduceKernel;
import org.atled.cpu.code.ByteCode;

/**
 * Writes the class of a {@link LaneReducer}: the sixteen lanes are sixteen local variables, which
 * HotSpot keeps in registers, so that sixteen additions are under way at once.
 */
final class LaneReducerWriter {
  private static final int LANES = ReduceKernel.LANES;

  private final Combiner combiner;
  private final DType dtype;
  private final ClassDesc element;
  private final ClassDesc array;
  private final TypeKind kind;

  private LaneReducerWriter(Combiner combiner, DType dtype) {
    this.combiner = combiner;
    this.dtype = dtype;
    this.element = ByteCode.element(dtype);
    this.array = ByteCode.array(dtype);
    this.kind = ByteCode.kind(dtype);
  }

  static LaneReducer write(Combiner combiner, DType dtype) {
    return new LaneReducerWriter(combiner, dtype).define();
  }

  private LaneReducer define() {
    MethodTypeDesc row = MethodTypeDesc.of(element, array, CD_int, CD_int);
    MethodTypeDesc stridedRow = MethodTypeDesc.of(element, array, CD_int, CD_int, CD_int);
    MethodTypeDesc reduce =
        MethodTypeDesc.of(
            CD_void, CD_Object, CD_int, CD_int, CD_int, CD_int, CD_int, CD_Object, CD_int, CD_int);
    return ByteCode.define(
        MethodHandles.lookup(),
        LaneReducer.class,
        c -> {
          c.method("row", row, true, code -> row(code, false));
          c.method("stridedRow", stridedRow, true, code -> row(code, true));
          c.method("reduce", reduce, false, code -> reduce(code, c.name(), row, stridedRow));
        });
  }

  /** Calls the method of one row for each row. */
  private void reduce(
      CodeBuilder code, ClassDesc self, MethodTypeDesc row, MethodTypeDesc stridedRow) {
    int at = code.parameterSlot(1);
    int outerStride = code.parameterSlot(2);
    int outer = code.parameterSlot(3);
    int stride = code.parameterSlot(4);
    int n = code.parameterSlot(5);
    int outAt = code.parameterSlot(7);
    int outStride = code.parameterSlot(8);
    int in = code.allocateLocal(TypeKind.REFERENCE);
    int out = code.allocateLocal(TypeKind.REFERENCE);
    int o = code.allocateLocal(TypeKind.INT);
    code.aload(code.parameterSlot(0)).checkcast(array).astore(in);
    code.aload(code.parameterSlot(6)).checkcast(array).astore(out);
    code.iconst_0().istore(o);
    ByteCode.loop(
        code,
        o,
        outer,
        1,
        () -> {
          Label strided = code.newLabel();
          Label store = code.newLabel();
          code.aload(out).iload(outAt);
          code.iload(stride).iconst_1().if_icmpne(strided);
          code.aload(in).iload(at).iload(n).invokestatic(self, "row", row).goto_(store);
          code.labelBinding(strided);
          code.aload(in)
              .iload(at)
              .iload(stride)
              .iload(n)
              .invokestatic(self, "stridedRow", stridedRow);
          code.labelBinding(store);
          code.arrayStore(arrayKind());
          code.iload(at).iload(outerStride).iadd().istore(at);
          code.iload(outAt).iload(outStride).iadd().istore(outAt);
        });
    code.return_();
  }

  private void row(CodeBuilder code, boolean strided) {
    int in = code.parameterSlot(0);
    int at = code.parameterSlot(1);
    int stride = strided ? code.parameterSlot(2) : -1;
    int n = code.parameterSlot(strided ? 3 : 2);
    int[] lanes = new int[LANES];
    for (int l = 0; l < LANES; l++) {
      lanes[l] = code.allocateLocal(kind);
      code.loadConstant(identity(combiner, dtype)).storeLocal(kind, lanes[l]);
    }
    int i = code.allocateLocal(TypeKind.INT);
    int whole = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(i);
    code.iload(n).loadConstant(-LANES).iand().istore(whole);
    ByteCode.loop(
        code,
        i,
        whole,
        LANES,
        () -> {
          for (int l = 0; l < LANES; l++) {
            accumulate(code, lanes[l], in, at, stride, i, l);
          }
        });
    Label tree = code.newLabel();
    for (int l = 0; l < LANES - 1; l++) {
      code.iload(n).iload(i).isub().loadConstant(l).if_icmple(tree);
      accumulate(code, lanes[l], in, at, stride, i, l);
    }
    code.labelBinding(tree);
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int l = 0; l < half; l++) {
        code.loadLocal(kind, lanes[l]).loadLocal(kind, lanes[l + half]);
        combine(code);
        code.storeLocal(kind, lanes[l]);
      }
    }
    code.loadLocal(kind, lanes[0]).return_(kind);
  }

  /** {@code lane = lane ⊕ in[at + (i + l)·stride]}. */
  private void accumulate(CodeBuilder code, int lane, int in, int at, int stride, int i, int l) {
    code.loadLocal(kind, lane).aload(in).iload(at).iload(i);
    if (stride >= 0) {
      code.loadConstant(l).iadd().iload(stride).imul().iadd();
    } else {
      code.iadd().loadConstant(l).iadd();
    }
    code.arrayLoad(arrayKind());
    combine(code);
    code.storeLocal(kind, lane);
  }

  private TypeKind arrayKind() {
    return TypeKind.from(element);
  }

  private void combine(CodeBuilder code) {
    switch (combiner) {
      case SUM -> {
        switch (kind) {
          case INT -> code.iadd();
          case LONG -> code.ladd();
          case FLOAT -> code.fadd();
          default -> code.dadd();
        }
      }
      case PRODUCT -> {
        switch (kind) {
          case INT -> code.imul();
          case LONG -> code.lmul();
          case FLOAT -> code.fmul();
          default -> code.dmul();
        }
      }
      case MAX -> ByteCode.math(code, "max", element, 2);
      case MIN -> ByteCode.math(code, "min", element, 2);
    }
  }

  /** What leaves every other element of the type unchanged, boxed. */
  private static java.lang.constant.ConstantDesc identity(Combiner combiner, DType dtype) {
    long bits = Identity.bits(combiner, dtype);
    return switch (dtype) {
      case BOOL, UINT8, INT32 -> (int) bits;
      case INT64 -> bits;
      case FLOAT16, BFLOAT16, FLOAT32 -> (float) Double.longBitsToDouble(bits);
      case FLOAT64 -> Double.longBitsToDouble(bits);
    };
  }
}
