package org.atled.tables.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.error.FormatException;
import org.atled.core.random.Seed;
import org.atled.data.Split;
import org.atled.tables.CsvFile;
import org.atled.tables.CsvFormat;
import org.atled.tables.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series with a class each: how they are read, and what becomes of them. */
class SeriesFileTest {

  @TempDir Path folder;

  private Path file(String name, String... lines) {
    try {
      return Files.write(folder.resolve(name), List.of(lines));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private SeriesFile ts(String... lines) {
    return SeriesFile.read(file("a.ts", lines));
  }

  private void refused(String message, boolean pads, String... lines) {
    assertThatThrownBy(() -> SeriesForm.of(ts(lines), pads).of(ts(lines)))
        .isInstanceOf(FormatException.class)
        .hasMessage(folder.resolve("a.ts") + ": " + message);
  }

  @Test
  void ofSktimeWithChannels() {
    SeriesFile file =
        ts(
            "#about",
            "@problemName A",
            "@classLabel true up down",
            "@data",
            "1,2:3,?:up",
            "",
            "4,5:6,7:down");

    assertThat(file.series()).extracting(LabelledSeries::line).containsExactly(5, 7);
    assertThat(file.series().getFirst().label()).hasValue("up");
    assertThat(file.series().getFirst().channels())
        .containsExactly(new double[] {1, 2}, new double[] {3, Double.NaN});
    assertThat(ts("@classLabel false", "@data", "1,2").series().getFirst().label()).isEmpty();
  }

  @Test
  void withTheClassInFrontAsTheArchiveHasThem() {
    Path tabs = file("a.tsv", "1\t0.5\t2\tNaN", "2\t1\t2\t3");
    Path spaces = file("a.txt", "  1.0000000e+00  0.5 2.0");

    SeriesFile read = SeriesFile.read(tabs);
    assertThat(read.series()).extracting(s -> s.label().orElseThrow()).containsExactly("1", "2");
    assertThat(read.series()).extracting(LabelledSeries::steps).containsExactly(2, 3);
    assertThat(SeriesFile.read(spaces).series().getFirst().label()).hasValue("1");
    LabelledSeries bare =
        SeriesFile.read(
                spaces, Optional.of(new LineStart(3, false, List.of("1"), Optional.empty())))
            .series()
            .getFirst();
    assertThat(bare.label()).isEmpty();
    assertThat(bare.steps()).isEqualTo(3);
  }

  private SeriesFile asked(Optional<Boolean> said, String... lines) {
    LineStart start = new LineStart(3, true, List.of("1", "2"), said);
    return SeriesFile.read(file("asked.csv", lines), Optional.of(start));
  }

  /** Of lines shorter than what was learned, for a model that pads. */
  @Test
  void whetherShortLinesBeginWithAClassIsSeenOrSaid() {
    Optional<Boolean> nobody = Optional.empty();
    assertThat(asked(nobody, "0.5,2", "1.5,2,3").series())
        .as("no line begins as a class is called")
        .allMatch(s -> s.label().isEmpty())
        .extracting(LabelledSeries::steps)
        .containsExactly(2, 3);
    assertThat(asked(nobody, "1,2", "2,1,2,3").series())
        .as("one is too long for a value in front")
        .extracting(s -> s.label().orElseThrow())
        .containsExactly("1", "2");
    assertThat(asked(nobody, "up,2", "1,2").series())
        .as("one begins with no number")
        .extracting(s -> s.label().orElseThrow())
        .containsExactly("up", "1");
    assertThatThrownBy(() -> asked(nobody, "0.5,2", "1.0,2,3"))
        .isInstanceOf(FormatException.class)
        .hasMessageEndingWith(
            "asked.csv: line 2: \"1.0\" may be a class or a value, as no line has more than 3"
                + " numbers; say which by --first class or --first value.");
    assertThat(asked(Optional.of(false), "1,2", "2,2,3").series())
        .allMatch(s -> s.label().isEmpty());
    assertThat(asked(Optional.of(true), "1,2", "2,2,3").series())
        .extracting(LabelledSeries::steps)
        .containsExactly(1, 2);
  }

  private SeriesFile askedTable(String target, CsvFormat format, String... lines) {
    LineStart start = new LineStart(3, true, List.of("1", "2"), Optional.empty());
    Table table = CsvFile.read(file("asked.csv", lines), format);
    return SeriesFile.of(table, target, Optional.of(start));
  }

  /** A table's header tells, however many columns there are. */
  @Test
  void aColumnOfTheTargetsNameHasTheClass() {
    CsvFormat usual = CsvFormat.usual();
    assertThat(askedTable("kind", usual, "kind,a,b", "1,5,6").series().getFirst())
        .satisfies(s -> assertThat(s.label()).hasValue("1"))
        .satisfies(s -> assertThat(s.steps()).isEqualTo(2));
    assertThat(askedTable("kind", usual, "a,b", "5,6").series().getFirst())
        .satisfies(s -> assertThat(s.label()).isEmpty())
        .satisfies(s -> assertThat(s.steps()).isEqualTo(2));
    assertThatThrownBy(() -> askedTable("1", usual, "kind,a,b", "1,5,6"))
        .hasMessageEndingWith(
            "column 1 may have classes or values, as there are no more than 3 columns; say which by"
                + " --first class or --first value.");
  }

  @Test
  void aColumnAtThePlaceOfTheTargetHasTheClass() {
    CsvFormat usual = CsvFormat.usual();
    for (String place : List.of("-1", "#3", "3", "#-1")) {
      LabelledSeries last = askedTable(place, usual, "a,b,c,kind", "5,6,7,up").series().getFirst();
      assertThat(last.label()).as(place).hasValue("up");
      assertThat(last.steps()).as(place).isEqualTo(3);
    }
    assertThat(askedTable("3", usual, "a,b,c", "5,6,7").series().getFirst())
        .as("which has no column 3")
        .satisfies(s -> assertThat(s.label()).isEmpty())
        .satisfies(s -> assertThat(s.steps()).isEqualTo(3));
    assertThatThrownBy(() -> askedTable("-1", usual, "a,b,c", "5,6,7"))
        .hasMessageContaining("column -1 may have classes or values");
  }

  @Test
  void asRowsOfATable() {
    Table table =
        CsvFile.read(file("a.csv", "v1,kind,v2", "1,up,2", "3,down,4"), CsvFormat.usual());

    SeriesFile read = SeriesFile.of(table, "kind");
    assertThat(read.series().getLast())
        .satisfies(s -> assertThat(s.channels()).containsExactly(new double[] {3, 4}))
        .satisfies(s -> assertThat(s.label()).hasValue("down"))
        .satisfies(s -> assertThat(s.line()).isEqualTo(3));
    assertThatThrownBy(() -> SeriesFile.of(table, "v1"))
        .hasMessageContaining(
            "line 2: kind has \"up\", which is no number; of a series in a row all columns but"
                + " --target are its values.");
  }

  @Test
  void eachIsNormalizedByItself() {
    SeriesFile file = ts("@data", "1,2,3", "10,10,10");

    assertThat(SeriesForm.of(file, false).of(file))
        .containsExactly(
            new float[] {-(float) Math.sqrt(1.5), 0, (float) Math.sqrt(1.5), 0, 0, 0},
            within(1e-6f));
  }

  /** A class and three values are four, as many as the longest series has. */
  @Test
  void shorterOnesKeepTheirClasses() {
    Path path = file("b.csv", "1,1,2,3,4", "2,1,2,3", "1,4,3,2,1", "2,3,2,1");
    SeriesFile file = SeriesFile.read(path);
    SeriesForm form = SeriesForm.of(file, true);
    SeriesPreparation preparation =
        new SeriesPreparation(
            form, Optional.empty(), SeriesOrigin.of(file, Optional.empty(), Seed.of(1)));

    assertThat(form.steps()).isEqualTo(4);
    assertThat(preparation.readLabelled(path).series())
        .extracting(LabelledSeries::steps)
        .containsExactly(4, 3, 4, 3);
  }

  @Test
  void shorterOnesGetTheirMeanAndGapsAStraightLine() {
    SeriesFile file = ts("@data", "1,?,3,5", "2,4", "?,1,3");
    SeriesForm form = SeriesForm.of(file, true);
    SeriesFile whole = ts("@data", "1,2,3,5", "2,4", "1,1,3");

    assertThat(form.steps()).isEqualTo(4);
    assertThat(form.of(file)).containsExactly(form.of(whole), within(1e-6f));
    assertThat(form.of(file)[6]).isZero();
  }

  @Test
  void namesWhatIsNoSeries() {
    refused(
        "line 3: the series has 2 values, but that on line 2 has 3; give all the same length, or"
            + " train with --pad, which fills shorter ones at their end.",
        false,
        "@data",
        "1,2,3",
        "1,2");
    refused(
        "line 2: value 2 is missing; fill it, or train with --pad, which draws a straight line"
            + " between its neighbours.",
        false,
        "@data",
        "1,?,3");
    refused("line 3: the series has no value; leave it out.", true, "@data", "1,2", "?,?");
    refused(
        "line 3: the series has 2 channels, but that on line 2 has 1; all must have the same.",
        true,
        "@data",
        "1,2",
        "1,2:3,4");
    refused(
        "line 2: \"x\" is no number; values are parted by commas, channels by colons, and the"
            + " class stands behind the last colon.",
        false,
        "@data",
        "1,x");
    refused("there is no line @data, behind which the series stand.", false, "@univariate true");
    refused("line 1: there are values, but no line @data before them.", false, "1,2");
    refused("there is no series; a file has one on each line.", false, "@data");
    refused(
        "line 1: what is to be found is a number; series are learned by classes.",
        false,
        "@targetLabel true",
        "@data");
    refused(
        "line 1: values have time stamps; write them at equal steps and without.",
        false,
        "@timeStamps true",
        "@data");
    refused(
        "line 3: the class \"c\" is not among those of the line @classLabel: a, b.",
        false,
        "@classLabel true a b",
        "@data",
        "1,2:c");
    assertThatThrownBy(() -> SeriesFile.read(file("a.csv", "kind,v1,v2", "up,1,2")))
        .hasMessage(
            folder.resolve("a.csv")
                + ": line 1: \"v1\" is no number; a line is a class and then the values; of a table"
                + " with a header name the class by --target.");
  }

  private static SeriesPreparation prepared(SeriesFile file) {
    SeriesOrigin origin = SeriesOrigin.of(file, Optional.empty(), Seed.of(3));
    return new SeriesPreparation(SeriesForm.of(file, false), Optional.empty(), origin);
  }

  @Test
  void aFifthOfEachClassIsKept() {
    List<String> lines =
        IntStream.range(0, 30)
            .mapToObj(i -> (i < 20 ? "10" : "9") + "," + i + "," + i * i)
            .toList();
    SeriesFile file = SeriesFile.read(file("a.csv", lines.toArray(String[]::new)));
    Split split = prepared(file).split("a", file, Optional.empty());

    assertThat(split.train().size()).isEqualTo(24);
    long[] kept = split.test().batch(IntStream.range(0, 6).toArray()).y().toLongs();
    // Classes that are numbers stand in the order of their sizes: 9 is class 0.
    assertThat(kept).containsExactlyInAnyOrder(0, 0, 1, 1, 1, 1);
  }

  @Test
  void namesClassesThatCannotBeLearned() {
    SeriesFile one = SeriesFile.read(file("a.csv", "a,1,2", "a,2,3"));
    assertThatThrownBy(() -> prepared(one).split("a", one, Optional.empty()))
        .hasMessageEndingWith("all series are of the class a; there must be two or more.");
    SeriesFile two = SeriesFile.read(file("b.csv", "a,1,2", "b,2,3"));
    SeriesFile other = SeriesFile.read(file("c.csv", "a,1,2", "c,2,3"));
    assertThatThrownBy(() -> prepared(two).split("b", two, Optional.of(other)))
        .hasMessageEndingWith(
            "c.csv: line 2: the class \"c\" is not among those that were learned: a, b.");
    SeriesFile bare = ts("@data", "1,2");
    assertThatThrownBy(() -> prepared(bare).split("a", bare, Optional.empty()))
        .hasMessageEndingWith("line 2: there is no class.");
  }
}
