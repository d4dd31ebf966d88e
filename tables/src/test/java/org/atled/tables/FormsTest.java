package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.error.FormatException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.data.ArrayFile;
import org.atled.data.Rows;
import org.atled.formats.npy.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables in other forms than CSV. */
@SuppressWarnings("NullAway.Init")
class FormsTest {
  @TempDir private Path folder;

  private Table read(String name, String text) {
    try {
      return CsvFile.read(Files.writeString(folder.resolve(name), text), CsvFormat.usual());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> names(Table table) {
    return table.columns().stream().map(Column::name).toList();
  }

  private static List<String> texts(Table table, String column) {
    Column found = table.column(column);
    return IntStream.range(0, table.rows()).mapToObj(found::text).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          t.txt   | {"a":1}                              | JSON_LINES
          t.csv   | [ {"a":1}]                           | JSON
          t.csv   | % says \\n@RELATION x\\n             | ARFF
          t.json  | [1]                                  | JSON
          t.ndjson.gz | x                                | JSON_LINES
          t.arff  | x                                    | ARFF
          t.svm   | x                                    | LIBSVM
          t.txt   | 1 3:1\\n-1 1:0.5 2:1e3 7:-4\\n+1 2:1 | LIBSVM
          t.txt   | 1 12:30 13:40 14:50\\n2 12:40 13:30 14:00\\n3 12:40 13:30 14:00 | CSV
          t.txt   | 1 12:30 11:30\\n2 12:40 11:30\\n3 12:40 11:30 | CSV
          t.txt   | 1 12:30\\n2 12:40\\n3 14:50          | CSV
          t.txt   | a,b\\n{1,2}                          | CSV
          """)
  void theFormIsSeen(String name, String text, Form form) {
    assertThat(Form.of(Path.of(name), text.replace("\\n", "\n"))).isEqualTo(form);
  }

  @Test
  void objectsOnLinesAreRows() {
    Table table =
        read(
            "t.jsonl",
            """
            {"a": 1, "in": {"b": "x", "c": {"d": true}}, "list": [1, "z"]}

            {"a": null, "late": -2.50, "in": {"b": " ä\\n"}}
            """);
    assertThat(table.source().form()).isEqualTo(Form.JSON_LINES);
    assertThat(names(table)).containsExactly("a", "in.b", "in.c.d", "list", "late");
    assertThat(texts(table, "a")).containsExactly("1", "");
    assertThat(texts(table, "in.b")).containsExactly("x", "ä");
    assertThat(texts(table, "in.c.d")).containsExactly("true", "");
    assertThat(texts(table, "list")).containsExactly("[1,\"z\"]", "");
    assertThat(texts(table, "late")).containsExactly("", "-2.50");
    assertThat(table.column("late").number(1)).isEqualTo(-2.5);
    assertThat(table.line(1)).isEqualTo(3);
    assertThat(table.remarks())
        .containsExactly(
            "column \"list\" holds lists, which are taken as text; write what they hold as"
                + " columns");
  }

  @Test
  void objectsInOneArrayAreRowsWhereverTheirLinesEnd() {
    Table table =
        read("t.json", "\n[{\"a\": 1,\n \"b\": \"}\\\"]\"}, {\"a\": 2}\n,{\"b\":\"c\"}]\n");
    assertThat(texts(table, "a")).containsExactly("1", "2", "");
    assertThat(texts(table, "b")).containsExactly("}\"]", "", "c");
    assertThat(table.line(0)).isEqualTo(2);
    assertThat(table.line(1)).isEqualTo(3);
    assertThat(table.line(2)).isEqualTo(4);
  }

  /** Also where it is one of two, or none of a whole table. */
  @Test
  void aRowMayHoldObjectsAndLists() {
    assertThat(read("t.jsonl", "{\"a\":{\"x\":1,\"y\":2},\"b\":{\"x\":3,\"y\":4}}").columns())
        .hasSize(4);
    String two = "{\"a\":{\"0\":1,\"1\":2}}\n{\"a\":{\"0\":3,\"1\":4}}\n";
    assertThat(read("t.jsonl", two).rows()).isEqualTo(2);
  }

  /** A database may have numbers as text; zip codes are none. */
  @Test
  void numbersThatAreDeclaredAsTextAreTold() {
    StringBuilder text = new StringBuilder("@relation r\n@attribute size string\n");
    text.append("@attribute zip string\n@attribute few string\n@attribute y real\n@data\n");
    for (int i = 0; i < 40; i++) {
      text.append("%d,%05d,%d,%d\n".formatted(i * 3, i, i % 4, i));
    }
    Table table = read("t.arff", text.toString());
    String told =
        "column \"size\" is declared as text, but all its values are numbers, such as \"0\";"
            + " declare it as numbers, or cast it in the query, to have it learned so";
    assertThat(Inspection.of(table).wrong()).containsExactly(told);
    assertThat(Problem.of(table, "y", List.of(), Optional.empty()).warnings())
        .containsExactly(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          t.jsonl | {"a":1}\\n{"a":\\n       | line 2: at byte 5: expected a value for the key "a", found the end of the text; write each row on a line of its own, or all in one array: [{...}, {...}].
          t.json  | {"a":{"0":1,"1":2},"b":{"0":3,"1":4}} | is one object that numbers its rows, "0", "1" and so on, as pandas writes with to_json(); write a row after the other: df.to_json(path, orient="records").
          t.json  | {"0":{"a":1,"b":3},"1":{"a":2,"b":4}} | is one object that numbers its rows, "0", "1" and so on, as pandas writes with to_json(); write a row after the other: df.to_json(path, orient="records").
          t.json  | {"columns":["a"],"index":[0],"data":[[1]]} | is one object with "columns" and "data", as pandas writes with orient="split"; write a row after the other: df.to_json(path, orient="records").
          t.json  | {"n":2,"items":[{"a":1},{"a":2}]} | is one object, whose "items" holds what may be rows; write that list alone, [{...}, {...}].
          t.jsonl | {"a":1}\\n[2]           | line 2 is an array, but a row is an object that names its columns: {"name": value}.
          t.jsonl | {"a":{"b":1},"a.b":2}   | line 1 has "a.b" twice; take one away.
          t.json  | [{"a":1}\\n{"a":2}]     | line 2: expected ',' or ']' behind a row, found '{'.
          t.json  | [{"a":1},\\n5]          | line 2: expected a row, an object that names its columns: {"name": value}, found '5'.
          t.json  | [{"a":1},\\n{"a":2      | line 2: the row that begins here is not closed by '}'.
          t.json  | [{"a":1}] x             | line 1: expected nothing more behind the array, found 'x'.
          t.json  | []                      | is a table as a JSON array without a row; there must be at least one.
          t.jsonl | {}                      | is a table as JSON lines without a column; there must be at least one.
          t.svm   | 1 2:3 2:4               | line 1 has index 2 behind 2, but indices ascend, each once.
          t.svm   | 1 2:3\\n1 5:x           | line 2 has "x" at index 5, which is no number.
          t.svm   | 1 a:3                   | line 1 has "a:3", but behind the label comes index:value, such as 3:0.5.
          t.svm   | 1,2 1:3                 | line 1 begins with "1,2", but a row begins with one label; several at once are not read.
          t.arff  | @relation r\\n1,2       | line 2 begins with "1,2", but above @data come @relation and @attribute.
          t.arff  | @relation r             | there is no line @data, below which come the rows.
          t.arff  | @attribute a thing      | line 1 declares "a" as "thing", which is not read; types are numeric, real, integer, string, date and {a, b, c}.
          t.arff  | @attribute a real\\n@attribute a real | line 2 declares "a" again; give it another name.
          t.arff  | @attribute a {x, y      | line 1 declares "a" by its values, which must stand in braces, parted by commas: {a, b, c}.
          t.arff  | @attribute a real\\n@data\\n1,2 | line 3 has 2 values, but 1 columns are declared; mend the line, and quote text that holds a comma.
          t.arff  | @attribute a real\\n@data\\n1\\nx | line 4 has "x" in "a", which is declared as numbers.
          t.arff  | @attribute a {x,y}\\n@data\\nz | line 3 has "z" in "a", which is none of the values that are declared: x, y.
          t.arff  | @attribute a real\\n@data\\n1,{2} | line 3 has something in braces behind its values, as weights are, which is not read; take it off.
          t.arff  | @attribute a real\\n@data\\n{3 1} | line 3 has "3" in braces, where come the index of a column, from 0 to 0, and its value, parted by commas: {2 0.5, 4 yes}.
          t.arff  | @attribute a string\\n@data\\n"x | line 3 has a quote that is not closed, or something behind one that is; part values by commas.
          """)
  void whatCannotBeReadIsNamedByLineAndColumn(String name, String text, String message) {
    String file = folder.resolve(name).toString();
    assertThatThrownBy(() -> read(name, text.replace("\\n", "\n")))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ": " + message);
  }

  private static final String WEATHER =
      """
      % made up
      @RELATION weather

      @attribute 'out look' {sunny, 'a bit, cloudy', rainy}
      @attribute temp REAL
      @attribute level {3, 1, 2}
      @attribute note string
      @attribute when date "yyyy-MM-dd"
      @attribute play {yes, maybe, no}

      @data
      sunny, 1.5, 1, "it''s \\" so", "2024-01-05", no
      % between
      'a bit, cloudy', ?, 3, 7, 2024-01-06, yes
      {1 2.5, 5 no, 4 2024-02-01}
      { }
      """;

  @Test
  void attributesAreColumnsAsTheyAreDeclared() {
    Table table = read("w.arff", WEATHER);
    assertThat(names(table)).containsExactly("out look", "temp", "level", "note", "when", "play");
    assertThat(texts(table, "out look"))
        .containsExactly("sunny", "a bit, cloudy", "sunny", "sunny");
    assertThat(texts(table, "note")).containsExactly("it''s \" so", "7", "", "");
    assertThat(texts(table, "temp")).containsExactly("1.5", "", "2.5", "0");
    assertThat(table.column("temp").isNumeric()).isTrue();
    assertThat(table.column("level").isNumeric()).isFalse();
    assertThat(table.line(2)).isEqualTo(15);
    Problem problem = Problem.of(table, "play", List.of(), Optional.empty());
    assertThat(problem.kind()).isEqualTo(Kind.CLASSIFICATION);
    // "maybe" has no row; the others keep the order in which they are declared.
    assertThat(Target.Classes.of(table, problem.target()).classes()).containsExactly("yes", "no");
    assertThat(Target.Classes.of(table, table.column("level")).classes()).containsExactly("3", "1");
    assertThat(Inspection.of(table).columns().get(2).why()).isEqualTo("as the file declares it");
    assertThat(table.withDates(List.of()).column("when").dates()).isPresent();
  }

  @Test
  void whatASparseRowLeavesOutIs0() {
    Table table = read("a.libsvm", "+1 0:2 3:-1.5 # says\n\n-1 qid:4 2:1e-1\n-1\n");
    assertThat(names(table)).containsExactly("label", "0", "2", "3", "qid");
    assertThat(texts(table, "label")).containsExactly("+1", "-1", "-1");
    assertThat(texts(table, "3")).containsExactly("-1.5", "0", "0");
    assertThat(texts(table, "qid")).containsExactly("", "4", "");
    assertThat(Inspection.of(table).columns().getLast().unused())
        .contains(LibsvmRows.TELLS_QUERIES);
    assertThat(table.line(1)).isEqualTo(3);
    assertThat(table.remarks()).containsExactly("its indices count from 0, as column 0 shows");
    assertThat(read("b.libsvm", "1 1:2\n0 2:2\n").remarks()).isEmpty();
    assertThat(read("b.txt", "1 1:2 3:0.5\n0 2:2\n0 4:1\n").remarks())
        .containsExactly(
            "it looks like rows of libsvm, LABEL INDEX:VALUE, and is read so; --separator space if"
                + " it is another table");
  }

  /** Where a file has no value above an index, its columns end there. */
  @Test
  void aModelFindsColumnsThatAnotherSparseFileLeavesOut() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      text.append(i % 2).append(" 1:").append(i % 2 + 1).append(" 9:").append(i).append('\n');
    }
    Table table = read("a.libsvm", text.toString());
    Problem problem = Problem.of(table, "label", List.of(), Optional.empty());
    Preparation preparation = Preparation.fit(problem, problem.split(Seed.of(0)).train());
    Table other = read("b.libsvm", "1 1:2 4:3\n");
    float[] inputs = preparation.inputs(other, other.allRows(), new Notes());
    Table full = read("c.libsvm", "1 1:2 9:0\n");
    assertThat(inputs).isEqualTo(preparation.inputs(full, full.allRows(), new Notes()));
  }

  @Test
  void fewValuesInManyColumnsAreRefusedBeforeTheyFillTheMemory() {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 3000; i++) {
      text.append("1 ").append(i).append(":1\n");
    }
    assertThatThrownBy(() -> read("wide.svm", text.toString()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            folder.resolve("wide.svm")
                + ": line 2109 is row 2,109, and there are 2,109 columns: most values are left out"
                + " in such a file, but here each takes its place; leave out columns that few rows"
                + " have.");
  }

  @Test
  void arraysAreTablesWithoutNames() {
    Path x = folder.resolve("x.npy");
    Path y = folder.resolve("y.npy");
    Npy.write(x, Tensor.of(new float[] {0.1f, Float.NaN, 3, 4, 5, 6}, 3, 2));
    Npy.write(y, Tensor.of(new long[] {7, 8, 9}));
    Table table = ArrayTable.of(ArrayFile.of(x), ArrayFile.of(y));
    assertThat(names(table)).containsExactly("0", "1", "2");
    assertThat(texts(table, "0")).containsExactly("0.1", "3", "5");
    assertThat(texts(table, "1")).containsExactly("", "4", "6");
    assertThat(texts(table, "-1")).containsExactly("7", "8", "9");
    assertThat(CsvFile.read(x, CsvFormat.usual()).columns()).hasSize(2);
    Npy.write(y, Tensor.of(new long[] {7, 8}));
    assertThatThrownBy(() -> ArrayTable.of(ArrayFile.of(x), ArrayFile.of(y)))
        .hasMessage(y + ": it holds 2 rows, but " + x + " holds 3; both must have the same.");
    Npy.write(y, Tensor.of(new float[8], 2, 2, 2));
    assertThatThrownBy(() -> CsvFile.read(y, CsvFormat.usual()))
        .hasMessage(y + ": a table is [rows, columns] or [rows], but it holds float32[2, 2, 2].");
  }

  /** Whatever is left of the last array would be an input that tells the target. */
  @Test
  void allColumnsOfTheLastArrayAreTargets() {
    Path x = folder.resolve("x.npy");
    Path y = folder.resolve("y.npy");
    Npy.write(x, Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
    Npy.write(y, Tensor.of(new long[] {1, 0, 0, 1, 1, 0}, 3, 2));
    List<ArrayFile> files = List.of(ArrayFile.of(x), ArrayFile.of(y));
    Table oneHot = ArrayTable.of(files, MissingWords.USUAL);
    assertThatThrownBy(() -> ArrayTable.targets(oneHot, Optional.empty()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            y
                + ": it has one 1 in each row, as classes written one-hot; save their numbers,"
                + " y.argmax(axis=1), or, if each of its 2 columns is a label of its own, add"
                + " --task multi-label.");
    assertThat(ArrayTable.targets(oneHot, Optional.of(Kind.MULTI_LABEL))).contains("#2,#3");
    Npy.write(y, Tensor.of(new long[] {1, 0, 0, 1, 1, 1}, 3, 2));
    Table labels = ArrayTable.of(files, MissingWords.USUAL);
    String targets = ArrayTable.targets(labels, Optional.empty()).orElseThrow();
    Problem problem = Problem.of(labels, targets, List.of(), Optional.empty());
    assertThat(problem.targets().stream().map(Column::index)).containsExactly(2, 3);
    assertThat(problem.inputs().stream().map(Column::index)).containsExactly(0, 1);
    Npy.write(y, Tensor.of(new long[] {1, 1, 1}, 3, 1));
    assertThat(ArrayTable.targets(ArrayTable.of(files, MissingWords.USUAL), Optional.empty()))
        .contains("#2");
    assertThat(ArrayTable.targets(CsvFile.read(x, CsvFormat.usual()), Optional.empty())).isEmpty();
  }

  @Test
  void numbersStandForNoValueInArraysToo() {
    Path x = folder.resolve("x.npy");
    Npy.write(x, Tensor.of(new float[] {1, -999, Float.NaN}));
    MissingWords words = new MissingWords(List.of("-999"), false);
    Table table = CsvFile.read(x, CsvFormat.usual().missing(words));
    assertThat(table.columns().getFirst().missing()).isEqualTo(2);
    assertThat(table.format().missing()).isEqualTo(words);
    assertThat(CsvFile.read(x, CsvFormat.usual()).columns().getFirst().missing()).isEqualTo(1);
  }

  @Test
  void whatTellsQueriesIsNoInput() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      text.append(i % 3 * 0.5).append(" qid:").append(i / 2).append(" 1:").append(i % 7);
      text.append(" 2:").append(i % 5).append('\n');
    }
    Table table = read("ranks.svm", text.toString());
    Problem plain = Problem.of(table, "label", List.of(), Optional.empty());
    assertThat(plain.inputs().stream().map(Column::name)).containsExactly("1", "2");
    assertThat(plain.unused())
        .containsExactly(
            new Unused(
                "qid",
                "it tells which query a row belongs to; --group qid keeps the rows of a query"
                    + " together"));
    Problem grouped = plain.grouped("qid");
    assertThat(grouped.inputs().stream().map(Column::name)).containsExactly("1", "2");
    Problem said = Problem.of(table, "label", List.of(), Optional.empty(), Optional.of("qid"));
    assertThat(said.unused())
        .containsExactly(new Unused("qid", "it tells which rows stay together"));
    int[] test = said.split(Seed.of(0)).test();
    for (int row : test) {
      assertThat(test).contains(row ^ 1); // the other one of its query
    }
  }

  @Test
  void labelsThatAreDeclaredAsTextsAreLabels() {
    StringBuilder text = new StringBuilder("@relation r\n@attribute a real\n");
    text.append("@attribute warm {0,1}\n@attribute rain {1,0}\n@data\n");
    for (int i = 0; i < 20; i++) {
      text.append(i).append(',').append(i % 2).append(',').append(i / 2 % 2).append('\n');
    }
    Table table = read("labels.arff", text.toString());
    Problem problem = Problem.of(table, "warm,rain", List.of(), Optional.empty());
    assertThat(problem.kind()).isEqualTo(Kind.MULTI_LABEL);
    Rows rows = new Target.Labels(2).rows(table, problem.targets(), new int[] {0, 1, 2, 3});
    assertThat(rows).isInstanceOf(Rows.Floats.class);
    assertThat(((Rows.Floats) rows).values()).containsExactly(0, 0, 1, 0, 0, 1, 1, 1);
    Table other = read("levels.arff", text.toString().replace("{0,1}", "{0,1,2}") + "7,2,0\n");
    assertThatThrownBy(() -> Problem.of(other, "warm,rain", List.of(), Optional.empty()))
        .hasMessageContaining("column \"warm\" has values such as [\"0\", \"1\"], but several");
  }

  /** What a file declares as a value is one, whatever it means elsewhere. */
  @Test
  void onlyABareQuestionMarkIsMissingAmongDeclaredTexts() {
    String text =
        """
        @relation r
        @attribute land {NA, EU, '?'}
        @attribute note string
        @attribute size real
        @data
        NA, '?', 1
        ?, null, NA
        '?', ?, ?
        """;
    Table table = read("levels.arff", text);
    assertThat(texts(table, "land")).containsExactly("NA", "", "?");
    assertThat(missing(table, "land")).containsExactly(1);
    assertThat(missing(table, "note")).containsExactly(2);
    assertThat(missing(table, "size")).containsExactly(1, 2);
    assertThat(Target.Classes.of(table, table.column("land")).classes()).containsExactly("NA", "?");
    CsvFormat said = CsvFormat.usual().missing(new MissingWords(List.of("na"), false));
    assertThat(missing(CsvFile.read(folder.resolve("levels.arff"), said), "land"))
        .containsExactly(0, 1);
  }

  private static List<Integer> missing(Table table, String column) {
    Column found = table.column(column);
    return IntStream.range(0, table.rows()).filter(found::isMissing).boxed().toList();
  }

  @Test
  void moreColumnsThanMayBeAreRefusedInTheHeader() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 262_145; i++) {
      text.append("@attribute c").append(i).append(" real\n");
    }
    assertThatThrownBy(() -> read("wide.arff", text.toString()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            folder.resolve("wide.arff")
                + ": line 262145 declares more than 262,144 columns; leave out those that few rows"
                + " have.");
  }

  /** What is typed as a number is one; a text is no guess of one with a comma. */
  @Test
  void jsonHasPointsBeforeDecimals() {
    Table table =
        read(
            "t.jsonl",
            "{\"a\":1.234,\"b\":\"1,5\",\"c\":\"1,234\"}\n{\"a\":5.678,\"b\":\"2,25\"}\n");
    assertThat(table.column("a").number(0)).isEqualTo(1.234);
    assertThat(table.column("b").isNumeric()).isFalse();
    assertThat(table.column("c").number(0)).isEqualTo(1234);
    Table said =
        CsvFile.read(folder.resolve("t.jsonl"), CsvFormat.usual().decimals(DecimalMark.COMMA));
    assertThat(said.column("a").number(0)).isEqualTo(1.234);
    assertThat(said.column("b").number(1)).isEqualTo(2.25);
    assertThat(said.column("c").number(0)).isEqualTo(1.234);
  }

  @Test
  void aQuotedQuestionMarkIsNoNumberThatIsMissing() {
    String head = "@relation r\n@attribute a real\n@attribute b {x,y}\n@data\n?,x\n";
    assertThat(read("t.arff", head + "1,y\n").column("a").missing()).isEqualTo(1);
    assertThatThrownBy(() -> read("t.arff", head + "'?',y\n"))
        .hasMessageContaining("line 6 has \"?\" in \"a\", which is declared as numbers.");
  }

  @Test
  void indicesFrom0DoNotStandForThoseFrom1() {
    Table from1 = read("t.svm", "1 1:1 2:3\n2 1:2 2:5\n1 1:3 2:1\n2 1:4 2:2\n1 1:1 2:9\n");
    Problem problem = Problem.of(from1, "label", List.of(), Optional.empty());
    Preparation preparation = Preparation.fit(problem, from1.allRows());
    Table from0 = read("o.svm", "1 0:1 1:3\n");
    assertThatThrownBy(() -> preparation.inputs(from0, from0.allRows(), new Notes()))
        .hasMessageContaining(
            "counts its indices from 0, as index 0 shows, but the model learned indices from 1, so"
                + " that each would stand for its neighbour; write 1 for 0, 2 for 1 and so on.");
  }

  @Test
  void anArrayIsNoTextThatWasLearned() {
    Table table = read("t.csv", "town,n,y\na,1,1.5\nb,2,2.5\na,3,3.5\nb,5,1\na,1,2\n");
    Problem problem = Problem.of(table, "y", List.of(), Optional.empty());
    Preparation preparation = Preparation.fit(problem, table.allRows());
    Path x = folder.resolve("x.npy");
    Npy.write(x, Tensor.of(new float[][] {{1, 2}}));
    Table array = CsvFile.read(x, CsvFormat.usual());
    assertThatThrownBy(() -> preparation.inputs(array, array.allRows(), new Notes()))
        .hasMessageContaining(
            "is an array of numbers, but the model learned texts in \"town\"; give it a CSV file"
                + " with the columns town, n.");
    Table numbers = read("t.csv", "m,n,y\n1,1,1.5\n2,2,2.5\n3,3.5,3.5\n4,5,1\n5,1,2\n");
    Preparation other =
        Preparation.fit(Problem.of(numbers, "y", List.of(), Optional.empty()), numbers.allRows());
    Npy.write(x, Tensor.of(new float[][] {{1, 2, 3, 4}}));
    Table wide = CsvFile.read(x, CsvFormat.usual());
    assertThatThrownBy(() -> other.inputs(wide, wide.allRows(), new Notes()))
        .hasMessageContaining(
            "has 4 columns, but the model learned from a table of 3; give it those, or those"
                + " without the target at 2 (from 0), in the order m at 0, n at 1.");
  }
}
