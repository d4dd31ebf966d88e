package org.atled.core.expr;

import org.atled.core.shape.DType;

/**
 * One step of an {@link Expression}: the operands are the indices of earlier steps, −1 where there
 * is none.
 *
 * @param type the type of the result: BOOL, INT32, INT64, FLOAT32 or FLOAT64
 * @param payload the input's index or the constant's bits, otherwise 0
 */
public record Instruction(Primitive primitive, DType type, int a, int b, int c, long payload) {}
