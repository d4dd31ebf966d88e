package org.atled.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/** What a row says beside its times. */
public record Rate(Unit unit, double value) {
  /** What the number counts; its key in JSON is the name in lower case. */
  public enum Unit {
    /** 10⁹ multiplications and additions a second, at the median time. */
    GFLOPS("GFLOP/s"),
    /** 10⁹ bytes a second, at the median time. */
    GBPS("GB/s"),
    /** The time that 99 of 100 calls stay below, in microseconds. */
    P99_US("us p99"),
    /** The time of one kernel of a plan that is made, in microseconds. */
    KERNEL_US("us a kernel"),
    /** The most memory that a process held, in 2²⁰ bytes. */
    PEAK_MB("MB peak"),
    /** The time in hundredths of that of the training's step that waits for it. */
    PERCENT_OF_STEP("% of a step");

    private final String sign;

    Unit(String sign) {
      this.sign = sign;
    }

    /** For people. */
    public String sign() {
      return sign;
    }

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Rate of(Unit unit, long amount, Times times) {
    return new Rate(unit, amount / times.medianSeconds() / 1e9);
  }

  void putInto(JsonObject.Builder json) {
    json.put(unit.key(), Row.rounded(value));
  }

  static Optional<Rate> in(JsonPlace json) {
    return Arrays.stream(Unit.values())
        .filter(unit -> json.has(unit.key()))
        .findFirst()
        .map(unit -> new Rate(unit, json.doubleValue(unit.key())));
  }
}
