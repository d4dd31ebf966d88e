package org.atled.parquet;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.atled.core.error.FormatException;
import org.atled.tables.TypedTable;
import org.atled.tables.ValueType;

/**
 * Columns whose values are said by the names of folders, {@code month=05}: numbers if all are, else
 * texts. A column that the files have too is theirs.
 */
record FolderColumns(List<TypedTable.Field> fields) {
  private static final String NUMBER = "[-+]?\\d{1,300}(\\.\\d{1,300})?";

  /**
   * The columns.
   *
   * @param said by each file
   * @param columns of the files
   */
  static FolderColumns of(List<Map<String, String>> said, List<ParquetColumn> columns) {
    List<TypedTable.Field> fields = new ArrayList<>();
    for (String name : said.stream().flatMap(one -> one.keySet().stream()).distinct().toList()) {
      if (columns.stream().noneMatch(column -> column.name().equals(name))) {
        boolean numbers =
            said.stream()
                .map(one -> one.getOrDefault(name, ""))
                .allMatch(value -> value.isEmpty() || value.matches(NUMBER));
        fields.add(new TypedTable.Field(name, numbers ? ValueType.NUMBER : ValueType.TEXT));
      }
    }
    return new FolderColumns(List.copyOf(fields));
  }

  /**
   * Makes sure that every file lies in folders that say these columns.
   *
   * @param said by each file
   */
  void check(List<Map<String, String>> said, List<Path> files) {
    for (TypedTable.Field field : fields) {
      String name = field.name();
      OptionalInt without =
          IntStream.range(0, files.size()).filter(i -> !said.get(i).containsKey(name)).findFirst();
      if (without.isPresent()) {
        int with =
            IntStream.range(0, files.size())
                .filter(i -> said.get(i).containsKey(name))
                .findFirst()
                .orElseThrow();
        throw new FormatException(
            files.get(without.getAsInt()),
            -1,
            "lies in no folder that says its \"%s\", as %s does; move it to one, %s=VALUE, or name one folder alone."
                .formatted(name, files.get(with), name));
      }
    }
  }

  /** What the names say of a file's rows. */
  List<String> values(Map<String, String> said) {
    return fields.stream()
        .map(field -> value(field, requireNonNull(said.get(field.name()))))
        .toList();
  }

  /** A month that is called 05 is 5. */
  private static String value(TypedTable.Field field, String text) {
    return field.type() == ValueType.NUMBER && !text.isEmpty()
        ? new BigDecimal(text).toPlainString()
        : text;
  }
}
