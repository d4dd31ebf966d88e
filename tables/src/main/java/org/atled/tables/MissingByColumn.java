package org.atled.tables;

import java.util.HashMap;
import java.util.Map;

/** What stands for no value in each column. */
final class MissingByColumn {
  private final MissingWords said;
  private final boolean alike;
  private final Missing seen;
  private final Missing declared;
  private final Map<Integer, Missing> own = new HashMap<>();
  private final Map<Integer, Missing> ownDeclared = new HashMap<>();

  MissingByColumn(MissingWords said) {
    this.said = said;
    this.alike = said.columns().isEmpty();
    this.seen = Missing.of(said);
    this.declared = Missing.ofDeclared(said);
  }

  /**
   * What does in one of them.
   *
   * @param isDeclared whether the file declares its texts
   */
  Missing of(String name, int index, boolean isDeclared) {
    if (alike) {
      return isDeclared ? declared : seen;
    }
    return isDeclared
        ? ownDeclared.computeIfAbsent(index, i -> Missing.ofDeclared(said.in(name, i)))
        : own.computeIfAbsent(index, i -> Missing.of(said.in(name, i)));
  }
}
