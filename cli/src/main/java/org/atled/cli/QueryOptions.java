package org.atled.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.tables.CsvFormat;
import org.atled.tables.Query;
import org.atled.tables.Table;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a database is asked in place of reading a file. */
final class QueryOptions {
  @Option(
      names = "--jdbc",
      paramLabel = "URL",
      description =
          "Ask a database in place of reading a file: its address for JDBC, as"
              + " jdbc:postgresql://host/shop. Who asks is better said by ATLED_JDBC_USER and"
              + " ATLED_JDBC_PASSWORD than in the address.")
  Optional<String> url = Optional.empty();

  @Option(
      names = "--query",
      paramLabel = "SQL",
      description = "What the database is asked, such as \"SELECT * FROM houses ORDER BY id\".")
  Optional<String> sql = Optional.empty();

  @Option(
      names = "--driver-jar",
      paramLabel = "FILE",
      description =
          "The jar of the database's driver, and jars that it needs (default: what"
              + " ATLED_JDBC_DRIVER names, or else the class path).")
  List<Path> drivers = new ArrayList<>();

  /** An address as it may be kept: without passwords. */
  static String kept(String url) {
    return new Query(url, "", List.of()).address();
  }

  /** Whether the user named a database. */
  boolean asks() {
    return url.isPresent() || sql.isPresent();
  }

  /**
   * Refuses jars where no database is asked.
   *
   * @throws ParameterException if one is named
   */
  void refuseJars(CommandLine line) {
    if (!drivers.isEmpty()) {
      throw new ParameterException(
          line,
          "Option '--driver-jar' goes with --jdbc and --query, or with eval of a model that learned"
              + " from a query; leave it out.");
    }
  }

  /** Whether the user said anything. */
  boolean isMeant() {
    return url.isPresent() || sql.isPresent() || !drivers.isEmpty();
  }

  /**
   * What the database gives; nothing where none is asked.
   *
   * @param file what was named in its place, of which there may be none
   * @throws ParameterException if a part is missing, or a file is named too
   */
  Optional<Table> table(Optional<String> file, CsvOptions csv, CsvFormat usual, CommandLine line) {
    if (!isMeant()) {
      return Optional.empty();
    }
    if (file.isPresent()) {
      throw new ParameterException(
          line,
          "Options '--jdbc', '--query' and '--driver-jar' ask a database, but "
              + file.get()
              + " is named too; leave out one of both.");
    }
    if (url.isEmpty() || sql.isEmpty()) {
      throw new ParameterException(
          line,
          "To ask a database takes its address and a query: --jdbc URL --query \"SELECT ...\".");
    }
    return Optional.of(csv.query(new Query(url.get(), sql.get(), jars()), usual));
  }

  /** The jars that are named, or what the environment names. */
  List<Path> jars() {
    return drivers.isEmpty() ? usualJars() : drivers;
  }

  /** The jar that the environment names, if it does. */
  static List<Path> usualJars() {
    String usual = System.getenv().getOrDefault("ATLED_JDBC_DRIVER", "");
    return usual.isEmpty() ? List.of() : List.of(Path.of(usual));
  }
}
