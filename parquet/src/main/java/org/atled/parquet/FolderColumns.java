package org.atled.parquet;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    for (String name : said.getFirst().keySet()) {
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
   * Makes sure that a file lies in folders that say these columns.
   *
   * @param first the file by which they are known
   */
  void check(Map<String, String> said, Path file, Path first) {
    for (TypedTable.Field field : fields) {
      if (!said.containsKey(field.name())) {
        throw new FormatException(
            file,
            -1,
            "lies in no folder that says its \"%s\", as %s does; move it to one, %s=VALUE, or name one folder alone."
                .formatted(field.name(), first, field.name()));
      }
    }
  }

  /** What the names say of a file's rows. */
  List<String> values(Map<String, String> said) {
    return fields.stream().map(field -> value(field, requireNonNull(said.get(field.name())))).toList();
  }

  /** A month that is called 05 is 5. */
  private static String value(TypedTable.Field field, String text) {
    return field.type() == ValueType.NUMBER && !text.isEmpty()
        ? new BigDecimal(text).toPlainString()
        : text;
  }
}
