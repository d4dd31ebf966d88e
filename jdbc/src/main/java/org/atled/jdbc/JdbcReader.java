package org.atled.jdbc;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.tables.CsvFormat;
import org.atled.tables.Query;
import org.atled.tables.QueryReader;
import org.atled.tables.Scratch;
import org.atled.tables.Table;
import org.atled.tables.TypedTable;

/**
 * Asks a database by JDBC. It is asked to change nothing, and to give its rows in parts, so that a
 * driver need not hold all of them; what it did is undone.
 */
public final class JdbcReader implements QueryReader {
  /** Stands for the file in messages. */
  private static final Path NAME = Path.of("query");

  private static final int ROWS_AT_ONCE = 1000;

  /** MySQL's and MariaDB's drivers give row by row where they are asked for this. */
  private static final int ROW_BY_ROW = Integer.MIN_VALUE;

  private static final Pattern CHANGE =
      Pattern.compile(
          "(?is)(\\s+|--[^\\n]*\\n|/\\*.*?\\*/)*+"
              + "(?<word>INSERT|UPDATE|DELETE|MERGE|REPLACE|UPSERT|TRUNCATE|CREATE|DROP|ALTER"
              + "|RENAME|GRANT|REVOKE|COMMIT)\\b");

  private final Map<String, String> environment;

  /** For the service loader: who asks is said by the environment. */
  public JdbcReader() {
    this(System.getenv());
  }

  JdbcReader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Table read(Query query, CsvFormat asked, Scratch scratch) {
    refuseChanges(query);
    Access access = new Access(query, environment);
    try (Connection database = access.connect()) {
      hintReadOnly(database);
      database.setAutoCommit(false); // else PostgreSQL's driver holds all rows
      int atOnce = access.isMySql() ? ROW_BY_ROW : ROWS_AT_ONCE;
      return undone(database, () -> rows(database, query, atOnce, asked, scratch));
    } catch (AtledException e) {
      throw e;
    } catch (SQLException | RuntimeException e) {
      throw new AtledException(
          "The database at "
              + query.address()
              + " did not answer the query: "
              + access.withoutSecrets(
                  e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
              + ". It was asked: "
              + query.sql());
    }
  }

  /** Some databases keep at once what changes tables themselves: nothing would undo it. */
  private static void refuseChanges(Query query) {
    Matcher found = CHANGE.matcher(query.sql());
    if (found.lookingAt()) {
      throw new ArgumentException(
          "--query asks for rows, and changes nothing, but it says "
              + found.group("word").toUpperCase(Locale.ROOT)
              + ": give it a query, as \"SELECT * FROM houses ORDER BY id\".");
    }
  }

  /** What is asked of a database. */
  @FunctionalInterface
  interface Asking {
    Table rows() throws SQLException;
  }

  /** Asks, and undoes what that did. The first error counts: where one is, undoing may fail too. */
  static Table undone(Connection database, Asking asking) throws SQLException {
    Table table;
    try {
      table = asking.rows();
    } catch (SQLException | RuntimeException e) {
      try {
        database.rollback();
      } catch (SQLException lost) {
        e.addSuppressed(lost);
      }
      throw e;
    }
    database.rollback();
    return table;
  }

  /** Some drivers refuse it, SQLite's among them. */
  private static void hintReadOnly(Connection database) {
    try {
      database.setReadOnly(true);
    } catch (SQLException e) {
      // It is a hint: what a query did is undone in any case.
    }
  }

  private static Table rows(
      Connection database, Query query, int atOnce, CsvFormat asked, Scratch scratch)
      throws SQLException {
    try (Statement statement =
        database.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
      statement.setFetchSize(atOnce);
      try (ResultSet rows = statement.executeQuery(query.sql())) {
        List<SqlColumn> columns = SqlColumn.all(rows.getMetaData(), NAME);
        TypedTable table =
            new TypedTable(NAME, columns.stream().map(SqlColumn::field).toList(), scratch);
        MessageDigest digest = sha256();
        columns.forEach(column -> add(digest, column.field().name()));
        List<String> values = new ArrayList<>();
        while (rows.next()) {
          values.clear();
          for (SqlColumn column : columns) {
            values.add(column.text(rows));
            add(digest, values.getLast());
          }
          table.add(values);
        }
        return table.done(query, asked, HexFormat.of().formatHex(digest.digest()));
      }
    }
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
