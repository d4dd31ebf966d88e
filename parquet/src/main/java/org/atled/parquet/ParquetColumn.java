package org.atled.parquet;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.metadata.RepetitionType;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.FileSchema;
import dev.hardwood.schema.SchemaNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.atled.core.error.FormatException;
import org.atled.tables.TypedTable;
import org.atled.tables.ValueType;

/**
 * A column of a file, and how its values become text.
 *
 * @param index among the columns of the file
 */
record ParquetColumn(String name, int index, ValueType type, Reading reading) {
  /** Reads the value of a row that has one. */
  @FunctionalInterface
  interface Reading {
    String text(RowReader rows, int index);
  }

  /**
   * All columns.
   *
   * @param file stands for it in messages
   * @throws FormatException naming a column that does not hold one value a row
   */
  static List<ParquetColumn> all(FileSchema schema, Path file) {
    List<ParquetColumn> columns = new ArrayList<>();
    for (SchemaNode node : schema.getRootNode().children()) {
      columns.add(of(node, columns.size(), file));
    }
    return columns;
  }

  /**
   * The columns of another file of the same table, in the order of the first one's.
   *
   * @param first stands for the file of these in messages
   * @throws FormatException if they are not the same by name and type
   */
  static List<ParquetColumn> ordered(
      List<ParquetColumn> columns, Path first, FileSchema schema, Path file) {
    List<ParquetColumn> here = all(schema, file);
    List<ParquetColumn> ordered = new ArrayList<>();
    for (ParquetColumn column : columns) {
      ParquetColumn same =
          here.stream()
              .filter(one -> one.name.equals(column.name))
              .findFirst()
              .orElseThrow(() -> differing(file, "has no column", column, first, "has"));
      if (same.type != column.type) {
        String what = "has values of type %s in column".formatted(same.type);
        throw differing(file, what, column, first, "has there %s".formatted(column.type));
      }
      ordered.add(same);
    }
    if (here.size() > columns.size()) {
      List<String> known = columns.stream().map(ParquetColumn::name).toList();
      ParquetColumn more =
          here.stream().filter(one -> !known.contains(one.name)).findFirst().orElse(here.getLast());
      throw differing(file, "has a column", more, first, "has not");
    }
    return ordered;
  }

  private static FormatException differing(
      Path file, String what, ParquetColumn column, Path first, String other) {
    return new FormatException(
        file,
        -1,
        "%s \"%s\", but %s, of the same folder, %s; the files of a table must have the same columns: write them anew, or name one alone."
            .formatted(what, column.name, first, other));
  }

  TypedTable.Field field() {
    return new TypedTable.Field(name, type);
  }

  /** The value of a row; empty if it has none. */
  String text(RowReader rows) {
    return rows.isNull(index) ? "" : reading.text(rows, index);
  }

  private static ParquetColumn of(SchemaNode node, int index, Path file) {
    return switch (node) {
      case SchemaNode.GroupNode group ->
          throw refused(
              group.name(),
              group.isList()
                  ? "lists"
                  : group.isMap() ? "maps" : group.isVariant() ? "variants" : "records",
              file);
      case SchemaNode.PrimitiveNode one when one.repetitionType() == RepetitionType.REPEATED ->
          throw refused(one.name(), "lists", file);
      case SchemaNode.PrimitiveNode one -> primitive(one, index, file);
    };
  }

  private static FormatException refused(String name, String what, Path file) {
    return new FormatException(
        file,
        -1,
        "column \""
            + name
            + "\" holds "
            + what
            + ", but a column of a table holds one value a row; write the file without it"
            + " (pandas: df.drop(columns=\""
            + name
            + "\")), or what it holds as columns of their own.");
  }

  private static ParquetColumn primitive(SchemaNode.PrimitiveNode node, int index, Path file) {
    String name = node.name();
    return switch (node.logicalType()) {
      case null -> plain(node, index, file);
      case LogicalType.StringType _, LogicalType.EnumType _, LogicalType.JsonType _ ->
          new ParquetColumn(name, index, ValueType.TEXT, RowReader::getString);
      case LogicalType.UuidType _ ->
          new ParquetColumn(name, index, ValueType.TEXT, (rows, i) -> rows.getUuid(i).toString());
      case LogicalType.DecimalType _ ->
          new ParquetColumn(
              name, index, ValueType.NUMBER, (rows, i) -> rows.getDecimal(i).toPlainString());
      case LogicalType.IntType whole -> whole(node, index, whole.isSigned());
      case LogicalType.Float16Type _ ->
          new ParquetColumn(
              name, index, ValueType.NUMBER, (rows, i) -> TypedTable.text(rows.getFloat(i)));
      case LogicalType.DateType _ ->
          new ParquetColumn(name, index, ValueType.DATE, (rows, i) -> rows.getDate(i).toString());
      case LogicalType.TimeType _ ->
          new ParquetColumn(name, index, ValueType.DATE, (rows, i) -> text(rows.getTime(i)));
      case LogicalType.TimestampType stamp ->
          new ParquetColumn(
              name,
              index,
              ValueType.DATE,
              stamp.isAdjustedToUTC()
                  ? ParquetColumn::instant
                  : (rows, i) -> text(rows.getLocalTimestamp(i)));
      case LogicalType.NullType _ -> new ParquetColumn(name, index, ValueType.NUMBER, (_, _) -> "");
      case LogicalType.BsonType _,
          LogicalType.IntervalType _,
          LogicalType.VariantType _,
          LogicalType.GeometryType _,
          LogicalType.GeographyType _,
          LogicalType.ListType _,
          LogicalType.MapType _ ->
          throw refused(
              name,
              "values of type " + node.logicalType().toString().toLowerCase(Locale.ROOT),
              file);
    };
  }

  private static ParquetColumn plain(SchemaNode.PrimitiveNode node, int index, Path file) {
    String name = node.name();
    return switch (node.type()) {
      case BOOLEAN ->
          new ParquetColumn(
              name, index, ValueType.TRUTH, (rows, i) -> Boolean.toString(rows.getBoolean(i)));
      case INT32, INT64 -> whole(node, index, true);
      case INT96 -> new ParquetColumn(name, index, ValueType.DATE, ParquetColumn::instant);
      case FLOAT ->
          new ParquetColumn(
              name, index, ValueType.NUMBER, (rows, i) -> TypedTable.text(rows.getFloat(i)));
      case DOUBLE ->
          new ParquetColumn(
              name, index, ValueType.NUMBER, (rows, i) -> TypedTable.text(rows.getDouble(i)));
      // As old programs write texts.
      case BYTE_ARRAY ->
          new ParquetColumn(
              name, index, ValueType.TEXT, (rows, i) -> text(rows.getBinary(i), name, file));
      case FIXED_LEN_BYTE_ARRAY -> throw refused(name, "bytes", file);
    };
  }

  private static ParquetColumn whole(SchemaNode.PrimitiveNode node, int index, boolean signed) {
    boolean wide = node.type() == PhysicalType.INT64;
    return new ParquetColumn(
        node.name(),
        index,
        ValueType.NUMBER,
        wide
            ? signed
                ? (rows, i) -> Long.toString(rows.getLong(i))
                : (rows, i) -> Long.toUnsignedString(rows.getLong(i))
            : signed
                ? (rows, i) -> Integer.toString(rows.getInt(i))
                : (rows, i) -> Integer.toUnsignedString(rows.getInt(i)));
  }

  /** A zone changes nothing. */
  private static String instant(RowReader rows, int index) {
    return text(LocalDateTime.ofInstant(rows.getTimestamp(index), ZoneOffset.UTC));
  }

  private static String text(LocalDateTime moment) {
    return moment.toLocalDate() + " " + text(moment.toLocalTime());
  }

  /** With seconds, and with no parts of them. */
  private static String text(LocalTime time) {
    LocalTime whole = time.truncatedTo(ChronoUnit.SECONDS);
    return whole.getSecond() == 0 ? whole + ":00" : whole.toString();
  }

  private static String text(byte[] bytes, String name, Path file) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw refused(name, "bytes that are no text", file);
    }
  }
}
