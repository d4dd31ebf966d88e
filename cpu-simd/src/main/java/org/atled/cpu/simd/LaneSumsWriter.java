package org.atled.cpu.simd;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.ReduceKernel;
import org.atled.cpu.code.ByteCode;

/**
 * Writes the class of {@link LaneSums}: the sixteen lanes are as many vectors as it takes, one with
 * 64 bytes and floats, eight with 16 bytes and doubles.
 */
final class LaneSumsWriter {
  private static final TypeKind REFERENCE = TypeKind.REFERENCE;
  private static final TypeKind INT = TypeKind.INT;

  /**
   * Elements of a round that looks for the greatest or the least: on x86 one step of it is a chain
   * of four instructions, so it takes twice as many vectors as sums do.
   */
  static final int EXTREMES = 2 * ReduceKernel.LANES;

  private final Combiner combiner;
  private final VectorType type;

  LaneSumsWriter(Combiner combiner, VectorType type) {
    this.combiner = combiner;
    this.type = type;
  }

  /** A new class each time. */
  LaneSums write() {
    ClassDesc array = type.element().arrayType();
    MethodTypeDesc row = MethodTypeDesc.of(CD_void, array, CD_int, CD_int, array, CD_int);
    MethodTypeDesc run =
        MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_int, CD_int, CD_int, CD_Object, CD_int);
    return ByteCode.define(
        MethodHandles.lookup(),
        LaneSums.class,
        c -> {
          c.method("row", row, true, this::row);
          c.method("run", run, false, code -> run(code, c.name(), row));
        });
  }

  private void run(CodeBuilder code, ClassDesc self, MethodTypeDesc row) {
    ClassDesc array = type.element().arrayType();
    int at = code.parameterSlot(1);
    int in = code.allocateLocal(REFERENCE);
    int lanes = code.allocateLocal(REFERENCE);
    int to = code.allocateLocal(INT);
    int o = code.allocateLocal(INT);
    code.aload(code.parameterSlot(0)).checkcast(array).astore(in);
    code.aload(code.parameterSlot(5)).checkcast(array).astore(lanes);
    code.iconst_0().istore(to).iconst_0().istore(o);
    ByteCode.loop(
        code,
        o,
        code.parameterSlot(3),
        1,
        () -> {
          code.aload(in).iload(at).iload(code.parameterSlot(4)).aload(lanes).iload(to);
          code.invokestatic(self, "row", row);
          code.iload(at).iload(code.parameterSlot(2)).iadd().istore(at);
          code.iload(to).iload(code.parameterSlot(6)).iadd().istore(to);
        });
    code.return_();
  }

  private void row(CodeBuilder code) {
    ByteCode.apart(code);
    VectorCode vectors = new VectorCode(code);
    int lanes = code.parameterSlot(3);
    int to = code.parameterSlot(4);
    boolean extreme = isExtreme(combiner);
    int block = extreme ? EXTREMES : ReduceKernel.LANES;
    int[] sums = new int[Math.ceilDiv(block, type.lanes())];
    for (int s = 0; s < sums.length; s++) {
      sums[s] = code.allocateLocal(REFERENCE);
      vectors.species(type);
      identity(code);
      vectors.broadcast(type);
      code.astore(sums[s]);
    }
    int i = code.allocateLocal(INT);
    int whole = code.allocateLocal(INT);
    code.iconst_0().istore(i).iload(code.parameterSlot(2));
    if (extreme) {
      code.iconst_1().isub();
    }
    // A sum's is a multiple already, which C2 now sees.
    code.loadConstant(-block).iand().istore(whole);
    ByteCode.loop(code, i, whole, block, () -> accumulate(code, sums, i));
    if (extreme) {
      // The last block; what it has met before changes nothing.
      code.iload(code.parameterSlot(2)).loadConstant(block).isub().istore(i);
      accumulate(code, sums, i);
      for (int half = sums.length / 2; half > 0; half /= 2) {
        for (int s = 0; s < half; s++) {
          int other = sums[s + half];
          join(code, sums[s], () -> code.aload(other));
        }
      }
    }
    int stored = extreme ? 1 : sums.length;
    for (int s = 0; s < stored; s++) {
      code.aload(sums[s]).aload(lanes).iload(to).loadConstant(s * type.lanes()).iadd();
      vectors.store(type);
    }
    code.return_();
  }

  /** Adds the block of elements that begins at i, a vector to each sum. */
  private void accumulate(CodeBuilder code, int[] sums, int i) {
    for (int s = 0; s < sums.length; s++) {
      int first = s * type.lanes();
      join(
          code,
          sums[s],
          () -> {
            new VectorCode(code).species(type);
            code.aload(code.parameterSlot(0)).iload(code.parameterSlot(1)).iload(i).iadd();
            code.loadConstant(first).iadd();
            new VectorCode(code).load(type);
          });
    }
  }

  /** {@code sum = sum ⊕ more}. */
  private void join(CodeBuilder code, int sum, Runnable more) {
    VectorCode vectors = new VectorCode(code);
    code.aload(sum);
    vectors.associative(operator());
    more.run();
    vectors.lanewise2(type);
    code.astore(sum);
  }

  /** Whether the order and a repetition of elements make no difference. */
  static boolean isExtreme(Combiner combiner) {
    return combiner == Combiner.MAX || combiner == Combiner.MIN;
  }

  private String operator() {
    return switch (combiner) {
      case SUM -> "ADD";
      case PRODUCT -> "MUL";
      case MAX -> "MAX";
      case MIN -> "MIN";
    };
  }

  /** Puts on the stack what leaves every other number unchanged. */
  private void identity(CodeBuilder code) {
    double ofFloats =
        switch (combiner) {
          case SUM -> 0;
          case PRODUCT -> 1;
          case MAX -> Double.NEGATIVE_INFINITY;
          case MIN -> Double.POSITIVE_INFINITY;
        };
    // As casts to long and int saturate, infinities become the least and the greatest number.
    switch (type.dtype()) {
      case INT32 -> code.loadConstant((int) ofFloats);
      case INT64 -> code.loadConstant((long) ofFloats);
      case FLOAT32 -> code.loadConstant((float) ofFloats);
      case FLOAT64 -> code.loadConstant(ofFloats);
      case BOOL, UINT8, FLOAT16, BFLOAT16 ->
          throw new IllegalArgumentException("No sums of " + type + ".");
    }
  }
}
