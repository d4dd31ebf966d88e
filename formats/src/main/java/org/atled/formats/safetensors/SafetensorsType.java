package org.atled.formats.safetensors;

import java.util.Arrays;
import java.util.Optional;
import org.atled.core.shape.DType;
import org.atled.formats.bytes.Encoding;

/** The names that the format gives to the types of elements. */
enum SafetensorsType {
  BOOL(Encoding.BOOL),
  U8(Encoding.UINT8),
  I8(Encoding.INT8),
  I16(Encoding.INT16),
  U16(Encoding.UINT16),
  I32(Encoding.INT32),
  I64(Encoding.INT64),
  F16(Encoding.FLOAT16),
  BF16(Encoding.BFLOAT16),
  F32(Encoding.FLOAT32),
  F64(Encoding.FLOAT64);

  private final Encoding encoding;

  SafetensorsType(Encoding encoding) {
    this.encoding = encoding;
  }

  Encoding encoding() {
    return encoding;
  }

  static Optional<SafetensorsType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /** The name under which a type is written. */
  static SafetensorsType of(DType dtype) {
    return switch (dtype) {
      case BOOL -> BOOL;
      case UINT8 -> U8;
      case INT32 -> I32;
      case INT64 -> I64;
      case FLOAT16 -> F16;
      case BFLOAT16 -> BF16;
      case FLOAT32 -> F32;
      case FLOAT64 -> F64;
    };
  }
}
