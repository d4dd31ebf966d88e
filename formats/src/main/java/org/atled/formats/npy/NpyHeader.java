package org.atled.formats.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.formats.bytes.ByteReader;
import org.atled.formats.bytes.Encoding;

/**
 * What stands before the elements of an npy file, by the format's specification, NEP 1: the magic
 * string, the version, the length of the header, and the header, a Python dictionary literal padded
 * with spaces and ended with a line feed.
 */
record NpyHeader(Encoding encoding, ByteOrder order, boolean fortranOrder, Shape shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");
  private static final int ALIGNMENT = 64;

  /**
   * NumPy leaves room for the first size to grow to so many digits; so its files and ours agree.
   */
  private static final int GROWTH_DIGITS = 21;

  /** NumPy's own limit. */
  private static final int MAX_RANK = 64;

  private static final int MAX_LENGTH = 1 << 20;

  static NpyHeader read(ByteReader in) {
    if (!Arrays.equals(in.bytes(MAGIC.length, "the magic string of an npy file"), MAGIC)) {
      throw in.error(0, "an npy file starts with \\x93NUMPY; this is another kind of file.");
    }
    byte[] version = in.bytes(2, "the version");
    if (version[0] < 1 || version[0] > 3 || version[1] != 0) {
      throw in.error(
          6,
          "version "
              + (version[0] & 0xFF)
              + "."
              + (version[1] & 0xFF)
              + " of the npy format is unknown; the known ones are 1.0, 2.0 and 3.0.");
    }
    int lengthBytes = version[0] == 1 ? 2 : 4;
    ByteBuffer lengthField =
        ByteBuffer.wrap(in.bytes(lengthBytes, "the header's length"))
            .order(ByteOrder.LITTLE_ENDIAN);
    long length =
        lengthBytes == 2 ? lengthField.getChar() : Integer.toUnsignedLong(lengthField.getInt());
    long start = in.offset();
    in.claim(length, "the header");
    if (length > MAX_LENGTH) {
      throw in.error(8, "the header's length is " + length + ", more than " + MAX_LENGTH + ".");
    }
    // Version 3.0 writes UTF-8, but only names of fields use it, and offsets must count bytes.
    String text = new String(in.bytes((int) length, "the header"), StandardCharsets.ISO_8859_1);
    try {
      return of(PythonLiteral.parse(text), in, start);
    } catch (PythonLiteral.SyntaxException e) {
      throw in.error(start + e.at(), e.reason());
    }
  }

  private static NpyHeader of(PythonLiteral literal, ByteReader in, long start) {
    if (!(literal instanceof PythonLiteral.Dict(var entries))) {
      throw in.error(start, "the header is not a dictionary.");
    }
    if (!entries.keySet().equals(KEYS)) {
      throw in.error(
          start,
          "the header's keys are "
              + entries.keySet()
              + "; they must be descr, fortran_order, shape.");
    }
    if (!(entries.get("fortran_order") instanceof PythonLiteral.Bool(var fortranOrder))) {
      throw in.error(start, "fortran_order must be True or False.");
    }
    if (!(entries.get("descr") instanceof PythonLiteral.Text(var descr))) {
      throw in.error(
          start, "descr is not a string: structured arrays are not supported; save each field.");
    }
    Encoding encoding = encoding(descr).orElseThrow(() -> in.error(start, unsupported(descr)));
    ByteOrder order = descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    if (!(entries.get("shape") instanceof PythonLiteral.Sequence(var sizes))
        || !sizes.stream().allMatch(PythonLiteral.Int.class::isInstance)) {
      throw in.error(start, "shape must be a tuple of integers.");
    }
    return new NpyHeader(encoding, order, fortranOrder, shape(sizes, in, start));
  }

  private static Shape shape(List<PythonLiteral> items, ByteReader in, long start) {
    if (items.size() > MAX_RANK) {
      throw in.error(start, "shape has " + items.size() + " axes; " + MAX_RANK + " are allowed.");
    }
    try {
      return Shape.of(
          items.stream().mapToLong(item -> ((PythonLiteral.Int) item).value()).toArray());
    } catch (ShapeException e) {
      throw in.error(start, e.getMessage());
    }
  }

  private static Optional<Encoding> encoding(String descr) {
    if (descr.length() != 3) {
      return Optional.empty();
    }
    Optional<Encoding> found =
        switch (descr.substring(1)) {
          case "b1" -> Optional.of(Encoding.BOOL);
          case "u1" -> Optional.of(Encoding.UINT8);
          case "i1" -> Optional.of(Encoding.INT8);
          case "i2" -> Optional.of(Encoding.INT16);
          case "u2" -> Optional.of(Encoding.UINT16);
          case "i4" -> Optional.of(Encoding.INT32);
          case "i8" -> Optional.of(Encoding.INT64);
          case "f2" -> Optional.of(Encoding.FLOAT16);
          case "f4" -> Optional.of(Encoding.FLOAT32);
          case "f8" -> Optional.of(Encoding.FLOAT64);
          default -> Optional.empty();
        };
    // '|' is for types whose elements are one byte, and those may carry any mark.
    String marks = found.isPresent() && found.get().bytes() == 1 ? "|<>" : "<>";
    return found.filter(encoding -> marks.indexOf(descr.charAt(0)) >= 0);
  }

  private static String unsupported(String descr) {
    return "elements of type '"
        + descr
        + "' are not supported; f4, f8, f2, i1, i2, i4, i8, u1, u2 and b1 are, in either byte"
        + " order: convert the array before saving it.";
  }

  /** The bytes of a row-major little-endian header, as NumPy writes them for the same array. */
  static byte[] bytes(DType dtype, Shape shape) {
    String descr =
        switch (dtype) {
          case BOOL -> "|b1";
          case UINT8 -> "|u1";
          case INT32 -> "<i4";
          case INT64 -> "<i8";
          case FLOAT16 -> "<f2";
          case BFLOAT16 -> throw new IllegalArgumentException("No bfloat16 in " + shape);
          case FLOAT32 -> "<f4";
          case FLOAT64 -> "<f8";
        };
    long[] sizes = shape.toArray();
    String tuple =
        LongStream.of(sizes).mapToObj(Long::toString).collect(Collectors.joining(", ", "(", ""))
            + (sizes.length == 1 ? ",)" : ")");
    String dict = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + tuple + ", }";
    if (sizes.length > 0) {
      dict += " ".repeat(Math.max(0, GROWTH_DIGITS - Long.toString(sizes[0]).length()));
    }
    // Version 1.0 has two bytes for the length; only absurd ranks need the four of version 2.0.
    boolean longHeader = dict.length() + ALIGNMENT > 0xFFFF;
    int prefix = MAGIC.length + 2 + (longHeader ? 4 : 2);
    int padded = (prefix + dict.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer out = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).put((byte) (longHeader ? 2 : 1)).put((byte) 0);
    if (longHeader) {
      out.putInt(padded - prefix);
    } else {
      out.putShort((short) (padded - prefix));
    }
    out.put(dict.getBytes(StandardCharsets.US_ASCII));
    while (out.remaining() > 1) {
      out.put((byte) ' ');
    }
    return out.put((byte) '\n').array();
  }
}
