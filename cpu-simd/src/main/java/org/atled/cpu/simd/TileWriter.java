package org.atled.cpu.simd;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import org.atled.core.shape.DType;

/**
 * Writes the class of a {@link Tile}: one accumulator in a register for each row and vector, and in
 * the loop over p a broadcast for each row and a multiply-add for each accumulator.
 *
 * <p>What keeps HotSpot compiling it well at every tier: no masks, no branch on data, tiles that
 * start and tiles that go on as classes of their own, and no more accumulators than registers.
 *
 * @param rows of the tile
 * @param vectors side by side in a row
 * @param start whether the sums start at 0
 * @param packed whether the columns of b lie one row after another
 */
record TileWriter(DType dtype, int rows, int vectors, boolean start, boolean packed) {
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void, CD_Object, CD_int, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_int, CD_int);

  Tile write() {
    VectorCode vectorCode = VectorCode.of(dtype);
    ClassDesc array = vectorCode.array();
    MethodTypeDesc typed =
        MethodTypeDesc.of(
            CD_void, array, CD_int, array, CD_int, CD_int, array, CD_int, CD_int, CD_int);
    String kind = "Tile" + rows + "x" + vectors + (start ? "Start" : "On") + (packed ? "" : "Wide");
    return VectorCode.define(
        Tile.class,
        kind,
        (builder, self) -> {
          builder.withMethodBody(
              "run",
              RUN,
              ClassFile.ACC_PUBLIC,
              code -> {
                code.aload(1).checkcast(array).iload(2);
                code.aload(3).checkcast(array).iload(4).iload(5);
                code.aload(6).checkcast(array).iload(7).iload(8).iload(9);
                code.invokestatic(self, "tile", typed).return_();
              });
          builder.withMethodBody(
              "tile",
              typed,
              ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE,
              code -> new Body(code, vectorCode).write());
        });
  }

  private final class Body {
    private static final int A = 0;
    private static final int A_AT = 1;
    private static final int B = 2;
    private static final int B_AT = 3;
    private static final int B_STEP = 4;
    private static final int C = 5;
    private static final int C_AT = 6;
    private static final int C_STEP = 7;
    private static final int K = 8;

    private final CodeBuilder code;
    private final VectorCode type;
    private final int lanes;

    Body(CodeBuilder code, VectorCode type) {
      this.code = code;
      this.type = type;
      this.lanes = type.lanes();
    }

    void write() {
      int[] sums = VectorCode.vectorLocals(code, rows * vectors);
      for (int x = 0; x < sums.length; x++) {
        int place = x;
        if (start) {
          type.zero(code);
        } else {
          type.load(code, C, () -> indexInC(place));
        }
        code.astore(sums[x]);
      }
      int[] b = VectorCode.vectorLocals(code, vectors);
      int factor = code.allocateLocal(TypeKind.REFERENCE);
      int atA = code.allocateLocal(TypeKind.INT);
      int atB = code.allocateLocal(TypeKind.INT);
      VectorCode.loop(
          code,
          K,
          1,
          p -> {
            code.iload(A_AT).iload(p).loadConstant(rows).imul().iadd().istore(atA);
            code.iload(B_AT).iload(p);
            if (packed) {
              code.loadConstant(vectors * lanes);
            } else {
              code.iload(B_STEP);
            }
            code.imul().iadd().istore(atB);
            for (int v = 0; v < vectors; v++) {
              int column = v * lanes;
              type.load(code, B, () -> code.iload(atB).loadConstant(column).iadd());
              code.astore(b[v]);
            }
            for (int r = 0; r < rows; r++) {
              int row = r;
              type.broadcast(
                  code,
                  () -> {
                    code.aload(A).iload(atA).loadConstant(row).iadd();
                    type.loadElement(code);
                  });
              code.astore(factor);
              for (int v = 0; v < vectors; v++) {
                int sum = sums[r * vectors + v];
                code.aload(factor).aload(b[v]).aload(sum);
                type.fma(code);
                code.astore(sum);
              }
            }
          });
      for (int x = 0; x < sums.length; x++) {
        int place = x;
        type.store(code, sums[x], C, () -> indexInC(place));
      }
      code.return_();
    }

    private void indexInC(int place) {
      code.iload(C_AT).iload(C_STEP).loadConstant(place / vectors).imul().iadd();
      code.loadConstant(place % vectors * lanes).iadd();
    }
  }
}
