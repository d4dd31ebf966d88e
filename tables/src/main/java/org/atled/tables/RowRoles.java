package org.atled.tables;

import java.util.Optional;

/**
 * Columns that say something of a table's rows as such: how they are cut into parts, and how much
 * they count.
 *
 * @param group the column whose rows stay together when rows are cut into parts
 * @param time the column by which the latest rows are measured on
 * @param weight the column that says how much rows count
 */
public record RowRoles(Optional<Column> group, Optional<Column> time, Optional<Column> weight) {
  static final RowRoles NONE = new RowRoles(Optional.empty(), Optional.empty(), Optional.empty());

  RowRoles withGroup(Column column) {
    return new RowRoles(Optional.of(column), time, weight);
  }

  RowRoles withTime(Column column) {
    return new RowRoles(group, Optional.of(column), weight);
  }

  RowRoles withWeight(Column column) {
    return new RowRoles(group, time, Optional.of(column));
  }
}
