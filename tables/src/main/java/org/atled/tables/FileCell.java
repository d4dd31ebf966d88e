package org.atled.tables;

import org.atled.core.error.AtledException;

/** What stands in a file. */
record FileCell(Table table, Column of, int row) implements Cell {
  @Override
  public String column() {
    return of.name();
  }

  @Override
  public boolean isMissing() {
    return of.isMissing(row);
  }

  @Override
  public double number() {
    return of.number(row);
  }

  @Override
  public String text() {
    return of.text(row);
  }

  @Override
  public String shown() {
    return of.shown(row);
  }

  @Override
  public String emptying() {
    return "mend it, or leave it empty";
  }

  @Override
  public AtledException error(String reason) {
    return table.error(row, of, reason);
  }
}
