package org.atled.tables;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * What a database is asked. Only {@link #url} has the password that the address may name: nothing
 * prints or saves it.
 *
 * @param url the database's address for JDBC: {@code jdbc:postgresql://host/shop}
 * @param sql the query
 * @param drivers jars with the database's driver, if it is not on the class path
 */
public record Query(String url, String sql, List<Path> drivers) {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(?<=[?&;:,(])[^?&;:,=()]*(password|passwd|pwd|passphrase|secret|token)[^=&;,)]*="
              + "(\\{[^}]*}|[^&;,)]*)[&;,]?");
  private static final Pattern IN_ADDRESS = Pattern.compile("(//[^/:@?;]*):[^/?;]*@");
  private static final Pattern ORACLE = Pattern.compile("(:(?:thin|oci\\d?):[^/@:]*)/[^@]*@");

  public Query {
    drivers = List.copyOf(drivers);
  }

  /**
   * Asks.
   *
   * @throws AtledException if the database gives no rows, or there is no module that can ask
   */
  public Table table(CsvFormat asked) {
    return Doors.queries().read(this, asked);
  }

  /** Its address without passwords. */
  public String address() {
    String plain = SECRET.matcher(url).replaceAll("");
    plain = IN_ADDRESS.matcher(plain).replaceAll("$1@");
    return ORACLE.matcher(plain).replaceAll("$1@").replaceFirst("[?&;]$", "");
  }

  /** Reads the rows that a model learned from again. */
  Table again(CsvFormat asked) {
    try {
      return table(asked);
    } catch (AtledException e) {
      throw new StateException(
          "The model learned from a query that cannot be asked again, so that its test rows are not"
              + " known; mend what is wrong, or name other data to measure on. "
              + e.getMessage());
    }
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("url", address())
        .put("sql", sql)
        .put(
            "drivers",
            JsonArray.ofStrings(
                drivers.stream().map(path -> path.toAbsolutePath().toString()).toList()))
        .build();
  }

  static Query read(JsonPlace json) {
    return new Query(
        json.string("url"),
        json.string("sql"),
        json.list("drivers").stream().map(JsonPlace::asString).map(Path::of).toList());
  }

  /** Without passwords. */
  @Override
  public String toString() {
    return sql + " (" + address() + ")";
  }
}
