package org.atled.tables;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
          "(?i)(?<=[?&;:,(])[^?&;:,=()]*"
              + "(password|passwd|pwd|passphrase|secret|token|credential|api_?key)[^=&;,)]*="
              + "(?<secret>\\{[^}]*}|[^&;,)]*)[&;,]?");
  private static final Pattern IN_ADDRESS = Pattern.compile("(//[^/:@?;]*):(?<secret>[^/?;]*)@");
  private static final Pattern ORACLE =
      Pattern.compile("(:(?:thin|oci\\d?):[^/@:]*)/(?<secret>[^@]*)@");

  public Query {
    drivers = List.copyOf(drivers);
  }

  /**
   * Asks.
   *
   * @throws AtledException if the database gives no rows, or there is no module that can ask
   */
  public Table table(CsvFormat asked) {
    return table(asked, Scratch.usual());
  }

  /** The same with a word on where values lie that are more than the heap should hold. */
  public Table table(CsvFormat asked, Scratch scratch) {
    return FormReaders.queries().read(this, asked, scratch);
  }

  /** Its address without passwords. */
  public String address() {
    String plain = SECRET.matcher(url).replaceAll("");
    plain = IN_ADDRESS.matcher(plain).replaceAll("$1@");
    return ORACLE.matcher(plain).replaceAll("$1@").replaceFirst("[?&;]$", "");
  }

  /** A text, such as a driver's message, with stars in place of the address's passwords. */
  public String hiding(String text) {
    String plain = text.replace(url, address());
    for (Pattern pattern : List.of(SECRET, IN_ADDRESS, ORACLE)) {
      for (MatchResult found : pattern.matcher(url).results().toList()) {
        String secret = found.group("secret").replaceAll("^\\{|}$", "");
        plain = secret.isEmpty() ? plain : plain.replace(secret, "***");
      }
    }
    return plain;
  }

  /**
   * Reads the rows that a model learned from again.
   *
   * @param named jars that somebody names now: what stands in a file of a model must not run code
   */
  Table again(CsvFormat asked, List<Path> named) {
    if (!drivers.isEmpty() && named.isEmpty()) {
      throw new StateException(
          "The model learned from a query, by the driver "
              + drivers.stream().map(Path::toString).collect(Collectors.joining(", "))
              + "; a model's file loads no code, so name the jar again: --driver-jar "
              + drivers.getFirst()
              + ", or ATLED_JDBC_DRIVER.");
    }
    try {
      return new Query(url, sql, named).table(asked);
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
