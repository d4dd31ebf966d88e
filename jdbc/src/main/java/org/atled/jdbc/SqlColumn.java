package org.atled.jdbc;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.JDBCType;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.atled.core.error.FormatException;
import org.atled.tables.TypedTable;
import org.atled.tables.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * A column of what a database gives, and how its values become text.
 *
 * @param index from 1
 */
record SqlColumn(String name, int index, ValueType type, Reading reading) {
  /** Reads a value; null where there is none. */
  @FunctionalInterface
  interface Reading {
    @Nullable Object of(ResultSet rows, int index) throws SQLException;
  }

  /**
   * All columns.
   *
   * @param query stands for it in messages
   * @throws FormatException naming a column whose values are no single ones
   */
  static List<SqlColumn> all(ResultSetMetaData meta, Path query) throws SQLException {
    List<SqlColumn> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(of(meta, i, query));
    }
    return columns;
  }

  TypedTable.Field field() {
    return new TypedTable.Field(name, type);
  }

  private static SqlColumn of(ResultSetMetaData meta, int index, Path query) throws SQLException {
    String name = meta.getColumnLabel(index);
    return switch (meta.getColumnType(index)) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.DECIMAL,
          Types.NUMERIC ->
          new SqlColumn(name, index, ValueType.NUMBER, ResultSet::getBigDecimal);
      case Types.REAL -> new SqlColumn(name, index, ValueType.NUMBER, ResultSet::getFloat);
      case Types.FLOAT, Types.DOUBLE ->
          new SqlColumn(name, index, ValueType.NUMBER, ResultSet::getDouble);
      // Some have several bits.
      case Types.BIT ->
          meta.getPrecision(index) > 1 ? other(meta, index, query) : truth(name, index);
      case Types.BOOLEAN -> truth(name, index);
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.CLOB,
          Types.NCLOB ->
          new SqlColumn(name, index, ValueType.TEXT, ResultSet::getString);
      case Types.DATE ->
          new SqlColumn(
              name, index, ValueType.DATE, (rows, i) -> rows.getObject(i, LocalDate.class));
      case Types.TIME ->
          new SqlColumn(
              name, index, ValueType.DATE, (rows, i) -> rows.getObject(i, LocalTime.class));
      case Types.TIMESTAMP ->
          new SqlColumn(
              name, index, ValueType.DATE, (rows, i) -> rows.getObject(i, LocalDateTime.class));
      case Types.TIME_WITH_TIMEZONE ->
          new SqlColumn(
              name, index, ValueType.DATE, (rows, i) -> rows.getObject(i, OffsetTime.class));
      case Types.TIMESTAMP_WITH_TIMEZONE ->
          new SqlColumn(
              name, index, ValueType.DATE, (rows, i) -> rows.getObject(i, OffsetDateTime.class));
      case Types.NULL -> new SqlColumn(name, index, ValueType.NUMBER, (_, _) -> null);
      default -> other(meta, index, query);
    };
  }

  private static SqlColumn truth(String name, int index) {
    return new SqlColumn(name, index, ValueType.TRUTH, ResultSet::getBoolean);
  }

  /** What a database has of its own: text if it is a single value. */
  private static SqlColumn other(ResultSetMetaData meta, int index, Path query)
      throws SQLException {
    String name = meta.getColumnLabel(index);
    String held = String.valueOf(meta.getColumnClassName(index));
    if (held.equals("java.util.UUID") || held.equals("java.lang.String")) {
      return new SqlColumn(name, index, ValueType.TEXT, ResultSet::getString);
    }
    if (held.equals("java.lang.Double") || held.equals("java.lang.Float")) {
      return new SqlColumn(name, index, ValueType.NUMBER, ResultSet::getDouble);
    }
    throw new FormatException(
        query,
        -1,
        "column \""
            + name
            + "\" is of type "
            + typeName(meta, index)
            + ", but a column of a table holds one number, text, date or truth a row; leave it out"
            + " of the query, or ask for what it holds, as by CAST(… AS VARCHAR).");
  }

  private static String typeName(ResultSetMetaData meta, int index) throws SQLException {
    String own = meta.getColumnTypeName(index);
    return own == null || own.isEmpty()
        ? JDBCType.valueOf(meta.getColumnType(index)).getName().toLowerCase(Locale.ROOT)
        : own;
  }

  /** The value of the row; empty if it is NULL. */
  String text(ResultSet rows) throws SQLException {
    Object value = reading.of(rows, index);
    if (value == null || rows.wasNull()) {
      return "";
    }
    return switch (value) {
      case BigDecimal number -> number.toPlainString();
      case Float number -> TypedTable.text(number.floatValue());
      case Double number -> TypedTable.text(number.doubleValue());
      case LocalTime time -> text(time);
      case LocalDateTime moment -> moment.toLocalDate() + " " + text(moment.toLocalTime());
      case OffsetTime time -> text(time.toLocalTime());
      case OffsetDateTime moment -> moment.toLocalDate() + " " + text(moment.toLocalTime());
      default -> value.toString();
    };
  }

  /** With seconds, and with no parts of them. */
  private static String text(LocalTime time) {
    LocalTime whole = time.truncatedTo(ChronoUnit.SECONDS);
    return whole.getSecond() == 0 ? whole + ":00" : whole.toString();
  }
}
