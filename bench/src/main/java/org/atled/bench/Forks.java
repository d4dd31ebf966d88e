package org.atled.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.atled.core.spi.Backends;
import org.atled.formats.json.JsonPlace;

/**
 * The same benchmarks in several fresh JVMs, one after the other: HotSpot compiles differently from
 * one process to the next, so a speed is what the worst of them reaches.
 */
public final class Forks {
  private Forks() {}

  /**
   * Measures.
   *
   * @param before is told the number of each fork, from 1 on, before it starts
   * @return a row for each workload, in order
   */
  public static List<Row> run(int forks, Effort effort, Selection selection, IntConsumer before) {
    FreshJvm jvm = new FreshJvm(InFreshJvm.class);
    List<List<Row>> all = new ArrayList<>();
    for (int fork = 1; fork <= forks; fork++) {
      before.accept(fork);
      try (Answer answer = Answer.create()) {
        int threads = Backends.current().threads();
        jvm.run(InFreshJvm.rows(threads, effort, selection, answer.file()));
        all.add(
            answer
                .text()
                .lines()
                .map(line -> Row.of(JsonPlace.parse(line, "fork " + all.size())))
                .toList());
      }
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < all.getFirst().size(); i++) {
      int row = i;
      rows.add(Row.ofForks(all.stream().map(fork -> fork.get(row)).toList()));
    }
    return rows;
  }
}
