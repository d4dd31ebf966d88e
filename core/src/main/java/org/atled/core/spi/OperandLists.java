package org.atled.core.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lists of operands, changed or put together. */
final class OperandLists {
  private OperandLists() {}

  static List<Strided> mapped(List<Strided> some, UnaryOperator<Strided> f) {
    return some.stream().map(f).toList();
  }

  static List<Strided> joined(List<Strided> some, List<Strided> others) {
    List<Strided> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }
}
