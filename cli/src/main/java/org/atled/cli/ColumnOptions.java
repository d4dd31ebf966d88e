package org.atled.cli;

import java.util.ArrayList;
import java.util.List;
import org.atled.tables.Table;
import picocli.CommandLine.Option;

/** As what columns of a CSV file are learned, where they may be taken for something else. */
final class ColumnOptions {
  @Option(
      names = "--text",
      paramLabel = "COLUMN",
      description =
          "Columns of FILE.csv to keep as text, which is categories, whatever their values look"
              + " like, such as zip codes; by name or place, parted by commas. One column of"
              + " sentences is read as lines of text, and so is any if --model or --tokenizer says"
              + " so.")
  List<String> text = new ArrayList<>();

  @Option(
      names = "--dates",
      description =
          "Learn columns of dates and times as year, month, day, weekday and hour, what comes again"
              + " by sine and cosine (default: as text).")
  boolean dates;

  /**
   * A table with its columns as the user says.
   *
   * @param others columns that are not learned from
   */
  Table applied(Table table, List<String> others) {
    Table texts = table.withText(text);
    return dates ? texts.withDates(others) : texts;
  }
}
