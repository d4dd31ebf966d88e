package org.atled.cpu.code;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.function.Consumer;
import org.atled.core.shape.DType;
import org.atled.core.spi.LoopCompiler.Step;

/**
 * The {@code run} of a {@link org.atled.core.spi.LoopCompiler.Loop}, scalar or of vectors: it walks
 * the outer axis and leaves each row to its caller.
 */
public final class OuterAxis {
  /** {@code run(arrays, offsets, outerStrides, outer, strides, n)}. */
  public static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void,
          CD_Object.arrayType(),
          CD_int.arrayType(),
          CD_int.arrayType(),
          CD_int,
          CD_int.arrayType(),
          CD_int);

  /**
   * Where a row's local variables are.
   *
   * @param arrays of each operand
   * @param offsets of each operand's first element
   * @param strides of the operands with a step of ANY, −1 for the others
   * @param n the length of the row
   */
  public record Row(int[] arrays, int[] offsets, int[] strides, int n) {}

  private OuterAxis() {}

  /**
   * Writes {@code run}.
   *
   * @param types of the operands
   * @param steps of the operands
   * @param row writes the work on one row
   */
  public static void walk(
      CodeBuilder code, List<DType> types, List<Step> steps, Consumer<Row> row) {
    int count = types.size();
    int[] arrays = new int[count];
    int[] offsets = new int[count];
    int[] outerStrides = new int[count];
    int[] strides = new int[count];
    for (int x = 0; x < count; x++) {
      arrays[x] = code.allocateLocal(TypeKind.REFERENCE);
      code.aload(code.parameterSlot(0)).loadConstant(x).aaload();
      code.checkcast(ByteCode.array(types.get(x))).astore(arrays[x]);
      offsets[x] = intAt(code, 1, x);
      outerStrides[x] = intAt(code, 2, x);
      strides[x] = steps.get(x) == Step.ANY ? intAt(code, 4, x) : -1;
    }
    Row locals = new Row(arrays, offsets, strides, code.parameterSlot(5));
    int o = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(o);
    ByteCode.loop(
        code,
        o,
        code.parameterSlot(3),
        1,
        () -> {
          row.accept(locals);
          for (int x = 0; x < count; x++) {
            code.iload(offsets[x]).iload(outerStrides[x]).iadd().istore(offsets[x]);
          }
        });
    code.return_();
  }

  /** A new local with element x of an {@code int[]} parameter. */
  private static int intAt(CodeBuilder code, int parameter, int x) {
    int local = code.allocateLocal(TypeKind.INT);
    code.aload(code.parameterSlot(parameter)).loadConstant(x).iaload().istore(local);
    return local;
  }
}
