package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet files, workbooks and databases from the command line. */
class DoorsTest {
  private static final String URL = "jdbc:h2:mem:doors;USER=sa;PASSWORD=s3cret";
  private static final String QUERY = "SELECT id, size, rent FROM flats ORDER BY id";

  @TempDir Path folder;
  private Connection keeper;

  @BeforeEach
  void make() throws SQLException {
    keeper = DriverManager.getConnection(URL);
    try (Statement statement = keeper.createStatement()) {
      statement.execute("CREATE TABLE flats (id INT, size DOUBLE PRECISION, rent DECIMAL(8,2))");
      for (int i = 0; i < 40; i++) {
        statement.execute(
            "INSERT INTO flats VALUES (%d, %d, %d.50)"
                .formatted(1000 + i, i * 7 % 40, i * 70 % 400));
      }
    }
  }

  @AfterEach
  void close() throws SQLException {
    try (Statement statement = keeper.createStatement()) {
      statement.execute("DROP ALL OBJECTS");
    }
    keeper.close();
  }

  private static Path resource(String module, String name) {
    return Path.of("..", module, "src", "test", "resources", "org", "atled", module, name);
  }

  /** Runs a command on what the query gives. */
  private static Atled asked(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--jdbc", URL, "--query", QUERY));
    return Atled.done(all.toArray(String[]::new));
  }

  @Test
  void aDatabaseIsInspectedLearnedFromMeasuredOnAndAskedAbout() {
    assertThat(asked("inspect").out())
        .startsWith("data: query, 40 rows of 3 values, by a query")
        .contains("SIZE")
        .doesNotContain("s3cret");
    Path model = folder.resolve("model");
    String out = model.toString();
    Atled trained =
        asked("train", "--target", "RENT", "--drop", "ID", "--epochs", "2", "--out", out);
    assertThat(trained.out()).contains("target: RENT, a regression").doesNotContain("s3cret");
    assertThat(Atled.run("eval", model.toString()).err()).contains("cannot be asked again");
    assertThat(asked("eval", out).out()).contains("query: 40 test examples");
    assertThat(asked("predict", out, "--key", "ID").out())
        .startsWith("line,ID,RENT\n1,1000,")
        .hasLineCount(41);
    assertThat(asked("predict", out, "--key", "ID", "--json").out())
        .contains("\"keys\":{\"ID\":[\"1000\",");
  }

  @Test
  void whatIsSavedHasNoPassword() throws IOException {
    Path model = folder.resolve("model");
    asked("train", "--target", "RENT", "--epochs", "1", "--out", model.toString());
    assertThat(Files.readString(model.resolve("model.json")))
        .contains("\"jdbc:h2:mem:doors;USER=sa\"")
        .doesNotContain("s3cret");
  }

  @Test
  void aQueryIsWhole() {
    Atled.run("inspect", "--jdbc", URL)
        .failed(
            2,
            "To ask a database takes its address and a query: --jdbc URL --query \"SELECT ...\".");
    Atled.run("inspect", "t.csv", "--jdbc", URL, "--query", QUERY)
        .failed(
            2,
            "Options '--jdbc', '--query' and '--driver-jar' ask a database, but t.csv is named too;"
                + " leave out one of both.");
    Atled.run("inspect", "--jdbc", URL, "--query", QUERY, "--skip", "1")
        .failed(
            2,
            "query: Option '--skip' says how text is laid out, but this is what a database gives,"
                + " for which there is --missing alone; leave it out.");
    for (String command : List.of("inspect", "eval m", "predict m")) {
      List<String> all = new ArrayList<>(List.of(command.split(" ", -1)));
      all.addAll(List.of("--jdbc", URL, "--query", QUERY, "--arrays", "x,y"));
      Atled.run(all.toArray(String[]::new))
          .failed(
              2,
              "Option '--arrays' names those of an npz, but --jdbc asks a database; leave it out.");
    }
    Atled.run("inspect").failed(2, "Missing required parameter: 'FILE'. See atled inspect --help.");
  }

  @Test
  void valuesLieWhereSomebodySays() {
    String beside = folder.toString();
    String note = "note: its values lie beside the heap, in files in " + beside;
    String book = resource("excel", "pandas.xlsx").toString();
    assertThat(Atled.run("inspect", book, "--scratch", beside).out()).contains(note);
    String file = resource("parquet", "snappy.parquet").toString();
    assertThat(Atled.run("inspect", file, "--scratch", beside).out()).contains(note);
    String query = "SELECT id, 'a longer text' AS a FROM flats";
    assertThat(Atled.done("inspect", "--jdbc", URL, "--query", query, "--scratch", beside).out())
        .contains(note);
  }

  @Test
  void aWorkbookIsLearnedFromAndFoundAgain() {
    String file = resource("excel", "pandas.xlsx").toString();
    assertThat(Atled.run("inspect", file).out())
        .startsWith("data: " + file + ", 9 rows of 8 values, in sheet \"Flats\"")
        .contains(
            "note: sheet \"Flats\" is read, of \"Flats\", \"More\"; --sheet NAME reads another");
    Path model = folder.resolve("model");
    Atled.run("train", file, "--target", "size", "--epochs", "1", "--out", model.toString());
    assertThat(Atled.run("eval", model.toString()).out()).contains("pandas.xlsx: ");
    assertThat(Atled.run("predict", model.toString(), file).out()).hasLineCount(10);
    Atled.run("inspect", file, "--separator", "comma")
        .failed(
            2,
            file
                + ": Option '--separator' says how text is laid out, but this is a workbook; leave"
                + " it out.");
  }

  @Test
  void aParquetFileIsLearnedFromAndFoundAgain() {
    String file = resource("parquet", "snappy.parquet").toString();
    Path model = folder.resolve("model");
    Atled trained =
        Atled.run("train", file, "--target", "warm", "--epochs", "1", "--out", model.toString());
    assertThat(trained.out())
        .contains("12 rows of 16 values, as Parquet")
        .contains("\"day\" as ")
        .doesNotContain("SIMD");
    assertThat(Atled.run("predict", model.toString(), file, "--key", "zip,whole").out())
        .startsWith("line,zip,whole,warm,probability\n1,10115,-3,");
    Atled.run("inspect", file, "--sheet", "S")
        .failed(2, file + ": --sheet names one of a workbook, but this is none; leave it out.");
  }
}
