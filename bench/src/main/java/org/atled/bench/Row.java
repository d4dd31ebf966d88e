package org.atled.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * One result.
 *
 * @param times of one iteration; over several forks the median of the medians, and the least and
 *     greatest of all
 * @param rate empty for {@code coldstart}, whose time says all
 * @param forked if it was measured in several JVMs
 * @param share if the machine was measured too
 */
public record Row(
    String name,
    String shape,
    int threads,
    Times times,
    Optional<Rate> rate,
    Optional<Forked> forked,
    Optional<Share> share) {
  /** More digits than any clock here is good for. */
  private static final MathContext DIGITS = new MathContext(6);

  /**
   * What several JVMs said.
   *
   * @param worst milliseconds: the greatest of their medians
   */
  public record Forked(int forks, double worst) {}

  /**
   * How near the row is to what the machine allows.
   *
   * @param share the time that the binding resource needs at the least, divided by the median
   */
  public record Share(Bound bound, double share) {}

  /** What keeps a workload from being faster. */
  public enum Bound {
    /** The multiply-add units. */
    FMA,
    /** Caches or memory. */
    MEMORY,
    /** The fixed cost of tensor operations, as small ones have it. */
    DISPATCH
  }

  static Row of(Workload workload, int threads, Times times, Optional<Rate> rate) {
    return new Row(
        workload.name(),
        workload.shape(),
        threads,
        times,
        rate,
        Optional.empty(),
        Optional.empty());
  }

  /** The same with its share of what the machine allows. */
  public Row withShare(Share found) {
    return new Row(name, shape, threads, times, rate, forked, Optional.of(found));
  }

  /** The rows of several JVMs as one. */
  static Row ofForks(List<Row> rows) {
    Row first = rows.getFirst();
    double[] medians = rows.stream().mapToDouble(row -> row.times.median()).toArray();
    Times all =
        new Times(
            Times.median(medians),
            rows.stream().mapToDouble(row -> row.times.min()).min().orElseThrow(),
            rows.stream().mapToDouble(row -> row.times.max()).max().orElseThrow());
    double worst = rows.stream().mapToDouble(row -> row.times.median()).max().orElseThrow();
    Optional<Rate> middle =
        first.rate.map(rate ->
            new Rate(
                rate.unit(),
                Times.median(
                    rows.stream()
                        .flatMap(row -> row.rate.stream())
                        .mapToDouble(Rate::value)
                        .toArray())));
    return new Row(
        first.name,
        first.shape,
        first.threads,
        all,
        middle,
        Optional.of(new Forked(rows.size(), worst)),
        first.share);
  }

  /** With the keys that {@code atled bench --help} names. */
  public JsonObject json() {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("name", name)
            .put("shape", shape)
            .put("threads", threads)
            .put("median_ms", rounded(times.median()))
            .put("min_ms", rounded(times.min()))
            .put("max_ms", rounded(times.max()));
    rate.ifPresent(known -> known.putInto(json));
    forked.ifPresent(all ->
        json.put("forks", all.forks())
            .put("worst_ms", rounded(all.worst()))
            .put("worst_over_median", rounded(all.worst() / times.median())));
    share.ifPresent(known ->
        json.put("bound", known.bound().name().toLowerCase(Locale.ROOT))
            .put("share", rounded(known.share())));
    return json.build();
  }

  /** Reads what another JVM wrote by {@link #json}, before forks and shares are added. */
  static Row of(JsonPlace json) {
    return new Row(
        json.string("name"),
        json.string("shape"),
        json.intValue("threads"),
        new Times(
            json.doubleValue("median_ms"), json.doubleValue("min_ms"), json.doubleValue("max_ms")),
        Rate.in(json),
        Optional.empty(),
        Optional.empty());
  }

  static JsonNumber rounded(double number) {
    return new JsonNumber(new BigDecimal(number).round(DIGITS).toString());
  }
}
