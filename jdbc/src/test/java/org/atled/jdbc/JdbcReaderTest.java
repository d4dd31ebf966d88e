package org.atled.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.tables.Column;
import org.atled.tables.CsvFormat;
import org.atled.tables.Form;
import org.atled.tables.Origin;
import org.atled.tables.Problem;
import org.atled.tables.Query;
import org.atled.tables.Scratch;
import org.atled.tables.Table;
import org.h2.Driver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asks H2, in memory. */
class JdbcReaderTest {
  private static final String URL = "jdbc:h2:mem:flats;USER=sa;PASSWORD=s3cret";
  private static final CsvFormat USUAL = CsvFormat.usual();
  private Connection keeper;

  @BeforeEach
  void make() throws SQLException {
    keeper = DriverManager.getConnection(URL);
    run(
        "CREATE TABLE flats (id INT PRIMARY KEY, size DOUBLE PRECISION, part REAL, rent"
            + " DECIMAL(8,2), zip VARCHAR(5), town VARCHAR, warm BOOLEAN, built DATE, seen"
            + " TIMESTAMP, opens TIME, zoned TIMESTAMP WITH TIME ZONE, code UUID, list INT ARRAY)");
    for (int i = 0; i < 12; i++) {
      run(
          "INSERT INTO flats VALUES (%d, %s, 0.1, 1234.50, '0%d115', %s, %s, '2024-02-%02d', '2024-02-28 23:30:0%d', '09:05:00', '2024-02-28 23:30:00+02', RANDOM_UUID(), ARRAY[1, 2])"
              .formatted(
                  i,
                  i == 3 ? "NULL" : i + ".5",
                  i % 3,
                  i == 3 ? "NULL" : "'NA'",
                  i % 2 == 0,
                  i + 1,
                  i % 10));
    }
  }

  @AfterEach
  void close() throws SQLException {
    run("DROP ALL OBJECTS");
    keeper.close();
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = keeper.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Table ask(String sql) {
    return new Query(URL, sql, List.of()).table(USUAL);
  }

  private static String text(Table table, String column, int row) {
    return table.column(column).text(row);
  }

  @Test
  void theDatabaseSaysWhatColumnsAre() {
    Table table =
        ask(
            "SELECT id, size, part, rent, zip, town, warm, built, seen, opens, zoned, code FROM"
                + " flats ORDER BY id");
    assertThat(table.source().form()).isEqualTo(Form.QUERY);
    assertThat(table.rows()).isEqualTo(12);
    assertThat(text(table, "SIZE", 3)).isEmpty();
    assertThat(table.column("SIZE").number(11)).isEqualTo(11.5);
    assertThat(text(table, "PART", 0)).isEqualTo("0.1");
    assertThat(text(table, "RENT", 0)).isEqualTo("1234.50");
    assertThat(text(table, "ZIP", 0)).isEqualTo("00115");
    // NULL alone is missing: NA is a town.
    assertThat(table.column("TOWN").missing()).isEqualTo(1);
    assertThat(text(table, "WARM", 1)).isEqualTo("false");
    assertThat(text(table, "BUILT", 1)).isEqualTo("2024-02-02");
    assertThat(text(table, "SEEN", 1)).isEqualTo("2024-02-28 23:30:01");
    assertThat(text(table, "OPENS", 1)).isEqualTo("09:05:00");
    assertThat(text(table, "ZONED", 1)).isEqualTo("2024-02-28 23:30:00");
    assertThat(text(table, "CODE", 1)).hasSize(36);
    assertThat(table.columns().stream().filter(Column::isNumeric).map(Column::name))
        .containsExactly("ID", "SIZE", "PART", "RENT");
    assertThat(table.columns().stream().filter(one -> one.dates().isPresent()).map(Column::name))
        .containsExactly("BUILT", "SEEN", "OPENS", "ZONED");
  }

  @Test
  void namesAreThoseOfTheQuery() {
    Table table =
        ask("SELECT a.id, b.id, a.size * 2 AS \"twice\" FROM flats a JOIN flats b ON a.id = b.id");
    assertThat(table.columns().stream().map(Column::name)).containsExactly("ID", "ID.1", "twice");
    assertThat(table.remarks())
        .containsExactly(
            "columns 0 and 1 (from 0) are both called \"ID\"; the second is called \"ID.1\" here");
  }

  @Test
  void aQueryChangesNothing() {
    assertThat(ask("SELECT id FROM OLD TABLE (DELETE FROM flats)").rows()).isEqualTo(12);
    assertThat(ask("SELECT id FROM flats").rows()).isEqualTo(12);
    for (String change : List.of("-- all\n DROP TABLE flats", "/* all */ drop table flats")) {
      assertThatThrownBy(() -> ask(change))
          .isInstanceOf(ArgumentException.class)
          .hasMessage(
              "--query asks for rows, and changes nothing, but it says DROP: give it a query, as"
                  + " \"SELECT * FROM houses ORDER BY id\".");
    }
    assertThatThrownBy(() -> ask("SELECT none FROM flats"))
        .isInstanceOf(AtledException.class)
        .hasMessageStartingWith(
            "The database at jdbc:h2:mem:flats;USER=sa did not answer the query: ")
        .hasMessageEndingWith(". It was asked: SELECT none FROM flats");
  }

  /** A connection that is lost cannot undo either, which is not what is wrong. */
  @Test
  void theFirstErrorIsTheOneThatIsTold() throws SQLException {
    Connection lost = closed();
    assertThatThrownBy(lost::rollback).isInstanceOf(SQLException.class);
    JdbcReader.Asking failing =
        () -> {
          throw new SQLException("first");
        };
    assertThatThrownBy(() -> JdbcReader.undone(lost, failing)).hasMessage("first");
  }

  private static Connection closed() throws SQLException {
    try (Connection connection = DriverManager.getConnection(URL)) {
      return connection;
    }
  }

  /** Their drivers else give a TINYINT(1), of 0 to 5 perhaps, as true and false. */
  @Test
  void smallNumbersOfMySqlStayNumbers() {
    for (String url : List.of("jdbc:mysql://h/d", "jdbc:mariadb://h/d")) {
      Access access = new Access(new Query(url, "SELECT 1", List.of()), Map.of());
      assertThat(access.properties()).containsEntry("tinyInt1isBit", "false");
    }
    Query other = new Query("jdbc:postgresql://h/d", "SELECT 1", List.of());
    assertThat(new Access(other, Map.of()).properties()).isEmpty();
  }

  @Test
  void whatIsNoValueARowIsRefusedByName() {
    assertThatThrownBy(() -> ask("SELECT id, list FROM flats"))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "query: column \"LIST\" is of type INTEGER ARRAY, but a column of a table holds one"
                + " number, text, date or truth a row; leave it out of the query, or ask for what"
                + " it holds, as by CAST(… AS VARCHAR).");
    assertThatThrownBy(() -> ask("SELECT id FROM flats WHERE id > 99"))
        .hasMessage("query: is a table by a query without a row; there must be at least one.");
  }

  @Test
  void noMessageHasAPassword() {
    Query query = new Query(URL.replace("s3cret", "wrong"), "SELECT 1", List.of());
    assertThatThrownBy(() -> query.table(USUAL))
        .hasMessageStartingWith("The database at jdbc:h2:mem:flats;USER=sa did not answer")
        .hasMessageNotContaining("wrong pass=")
        .message()
        .doesNotContain("PASSWORD=");
    assertThat(query).hasToString("SELECT 1 (jdbc:h2:mem:flats;USER=sa)");
    Access access = new Access(query, Map.of("ATLED_JDBC_PASSWORD", "hush"));
    assertThat(access.withoutSecrets("no \"hush\" at " + query.url() + ".\n [90000]"))
        .isEqualTo("no \"***\" at jdbc:h2:mem:flats;USER=sa. [90000]");
  }

  @Test
  void whoAsksMayBeSaidByTheEnvironment() {
    Query query = new Query("jdbc:h2:mem:flats", "SELECT id FROM flats", List.of());
    Map<String, String> who = Map.of("ATLED_JDBC_USER", "sa", "ATLED_JDBC_PASSWORD", "s3cret");
    assertThat(new JdbcReader(who).read(query, USUAL, Scratch.usual()).rows()).isEqualTo(12);
    assertThatThrownBy(() -> new JdbcReader(Map.of()).read(query, USUAL, Scratch.usual()))
        .hasMessageContaining("did not answer the query: ");
  }

  @Test
  void aDriverMayComeFromItsJar() throws URISyntaxException {
    Path jar = Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    // Another loader's H2 has other databases in memory.
    Query own = new Query("jdbc:h2:mem:", "SELECT 1.5 AS x", List.of(jar));
    assertThat(own.table(USUAL).column("X").number(0)).isEqualTo(1.5);
    Path none = Path.of("none.jar");
    assertThatThrownBy(() -> new Query("jdbc:h2:mem:", "SELECT 1", List.of(none)).table(USUAL))
        .hasMessage("Cannot read the driver none.jar: there is no such file; check the path.");
    assertThatThrownBy(
            () -> new Query("jdbc:x://h/y?password=z", "SELECT 1", List.of()).table(USUAL))
        .hasMessage(
            "There is no driver for jdbc:x://h/y; name the jar of the database's driver with"
                + " --driver-jar FILE.");
    assertThatThrownBy(() -> new Query("shop", "SELECT 1", List.of()).table(USUAL))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "\"shop\" is no address for JDBC; one begins with jdbc:, as"
                + " jdbc:postgresql://localhost/shop.");
  }

  /** What stands in a model's file must not decide what code runs. */
  @Test
  void aModelsFileLoadsNoDriver() throws URISyntaxException {
    Path jar = Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String sql = "SELECT x AS a, x * 2.5 AS b FROM system_range(1, 30)";
    Table table = new Query("jdbc:h2:mem:", sql, List.of(jar)).table(USUAL);
    Problem problem = Problem.of(table, "B", List.of(), Optional.empty());
    Origin origin = Origin.of(problem, Seed.of(0));
    assertThatThrownBy(origin::table)
        .isInstanceOf(StateException.class)
        .hasMessage(
            "The model learned from a query, by the driver "
                + jar
                + "; a model's file loads no code, so name the jar again: --driver-jar "
                + jar
                + ", or ATLED_JDBC_DRIVER.");
    assertThat(origin.table(List.of(jar)).digest()).isEqualTo(table.digest());
  }

  @Test
  void whatAModelLearnedFromIsAskedAgain() throws SQLException {
    Table table = ask("SELECT id, size, rent FROM flats ORDER BY id");
    Problem problem = Problem.of(table, "RENT", List.of(), Optional.empty());
    Origin origin = Origin.of(problem, Seed.of(0));
    assertThat(origin.table().digest()).isEqualTo(table.digest());
    run("UPDATE flats SET size = 7 WHERE id = 5");
    assertThatThrownBy(origin::table)
        .isInstanceOf(StateException.class)
        .hasMessageContaining("gives other rows now, or the same in another order");
    run("ALTER TABLE flats DROP COLUMN size");
    assertThatThrownBy(origin::table)
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith("The model learned from a query that cannot be asked again");
    assertThat(IntStream.range(0, 3).mapToObj(table::line)).containsExactly(1, 2, 3);
  }
}
