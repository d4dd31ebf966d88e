package org.atled.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.Spelling;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;

/**
 * Several runs that differ in some settings.
 *
 * @param over the settings, and what each may be
 * @param random how many are drawn; of a grid, which has all combinations, none
 * @param seed decides what is drawn
 */
record Sweep(SequencedMap<String, Values> over, OptionalInt random, Seed seed) {
  private static final String RANDOM = "random";
  private static final String RANDOM_SEED = "random-seed";
  private static final int MOST = 10_000;

  /** What one setting may be. */
  sealed interface Values {
    /** For a grid. */
    List<List<String>> all();

    /** One of them by chance. */
    List<String> draw(Draws draws);
  }

  /** One of these. */
  record Listed(List<List<String>> all) implements Values {
    @Override
    public List<String> draw(Draws draws) {
      return all.get(draws.below(all.size()));
    }
  }

  /**
   * A number from one to another, both included.
   *
   * @param steps how many a grid takes; all that are drawn are of these too
   * @param log whether factors are equal, not differences
   */
  record Range(double from, double to, OptionalInt steps, boolean log, boolean whole)
      implements Values {
    @Override
    public List<List<String>> all() {
      int count = steps.orElseThrow();
      List<List<String>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        List<String> text = List.of(text(count == 1 ? 0 : (double) i / (count - 1)));
        if (!all.contains(text)) {
          all.add(text);
        }
      }
      return all;
    }

    @Override
    public List<String> draw(Draws draws) {
      return steps.isPresent() ? new Listed(all()).draw(draws) : List.of(text(draws.uniform(0, 1)));
    }

    /** The ends are as they were given, whatever rounding would make of them. */
    private String text(double part) {
      double between =
          log
              ? StrictMath.exp(
                  StrictMath.log(from) + part * (StrictMath.log(to) - StrictMath.log(from)))
              : from + part * (to - from);
      double number = part == 0 ? from : part == 1 ? to : between;
      return whole ? Long.toString(Math.round(number)) : plain(number);
    }

    /** Of six digits, which are enough to tell runs apart. */
    private static String plain(double number) {
      return Double.toString(new BigDecimal(number).round(new MathContext(6)).doubleValue());
    }
  }

  static Sweep of(SequencedMap<String, YamlPlace.Member> members, SettingTable table) {
    OptionalInt random = whole(members, RANDOM);
    SequencedMap<String, Values> over = new LinkedHashMap<>();
    members.forEach((key, member) -> {
      if (!Set.of(RANDOM, RANDOM_SEED).contains(key)) {
        Setting setting = table.named(member.key(), Set.of(RANDOM, RANDOM_SEED));
        if (key.equals(SettingTable.OUT)) {
          throw member.key().error("each run has a folder of its own in --out; leave out \"out\".");
        }
        over.put(key, values(setting, member.value(), random.isPresent()));
      }
    });
    if (over.isEmpty()) {
      throw members
          .firstEntry()
          .getValue()
          .key()
          .error("a sweep goes over at least one setting, as lr: [0.1, 0.01].");
    }
    Sweep sweep = new Sweep(over, random, Seed.of(whole(members, RANDOM_SEED).orElse(0)));
    if (sweep.size() > MOST) {
      throw members
          .firstEntry()
          .getValue()
          .key()
          .error(
              "the sweep has %s runs but at most 10,000 are made; take fewer values, or random: 20."
                  .formatted(Text.grouped(sweep.size())));
    }
    return sweep;
  }

  private static OptionalInt whole(SequencedMap<String, YamlPlace.Member> members, String key) {
    YamlPlace.Member member = members.get(key);
    if (member == null) {
      return OptionalInt.empty();
    }
    String text = member.value().text(key);
    try {
      int number = Integer.parseInt(text);
      if (number >= (key.equals(RANDOM) ? 1 : 0)) {
        return OptionalInt.of(number);
      }
    } catch (NumberFormatException e) {
      throw notWhole(member, key, text);
    }
    throw notWhole(member, key, text);
  }

  private static ArgumentException notWhole(YamlPlace.Member member, String key, String text) {
    return member
        .value()
        .error("%s is a whole number, such as 20, but here is \"%s\".".formatted(key, text));
  }

  private static Values values(Setting setting, YamlPlace value, boolean random) {
    if (value.isMap()) {
      return range(setting, value, random);
    }
    if (!value.isList() || value.items().isEmpty()) {
      throw value.error(
          "a sweep goes over a list of %s, as [a, b], or a range, as {from: 0.001, to: 0.1, steps: 3}."
              .formatted(setting.key()));
    }
    return new Listed(value.items().stream().map(setting::texts).toList());
  }

  private static Range range(Setting setting, YamlPlace value, boolean random) {
    String key = setting.key();
    if (setting.kind() != Setting.Kind.NUMBER && setting.kind() != Setting.Kind.WHOLE) {
      throw value.error("%s is no number and has no range; list what it may be.".formatted(key));
    }
    SequencedMap<String, YamlPlace.Member> members = value.members("a range");
    List<String> known = List.of("from", "to", "steps", "log");
    members.forEach((name, member) -> {
      if (!known.contains(name)) {
        throw member
            .key()
            .error(
                "a range has from, to, steps and log, but no \"%s\".%s"
                    .formatted(name, Spelling.guess(name, known)));
      }
    });
    if (!members.containsKey("from") || !members.containsKey("to")) {
      throw value.error("a range of %s has from and to.".formatted(key));
    }
    double from = Double.parseDouble(setting.texts(members.get("from").value()).getFirst());
    double to = Double.parseDouble(setting.texts(members.get("to").value()).getFirst());
    boolean log =
        members.containsKey("log") && members.get("log").value().text("log").equals("true");
    OptionalInt steps = whole(members, "steps");
    if (steps.isPresent() && (steps.getAsInt() < 1 || steps.getAsInt() > MOST)) {
      throw value.error("steps is a whole number from 1 to 10,000.");
    }
    if (!random && steps.isEmpty()) {
      throw value.error("a range in a grid has steps; add steps: 5, or draw runs by random: 20.");
    }
    if (log && (from <= 0 || to <= 0)) {
      throw value.error("a range with log: true is of numbers greater than 0.");
    }
    return new Range(from, to, steps, log, setting.kind() == Setting.Kind.WHOLE);
  }

  private double size() {
    return random.isPresent()
        ? random.getAsInt()
        : over.values().stream()
            .mapToDouble(values -> values.all().size())
            .reduce(1, (a, b) -> a * b);
  }

  /** What each run says, the last setting changing fastest; drawn alike however many are drawn. */
  List<Settings> trials() {
    List<Settings> trials = new ArrayList<>();
    if (random.isPresent()) {
      for (int i = 0; i < random.getAsInt(); i++) {
        SequencedMap<String, List<String>> one = new LinkedHashMap<>();
        Seed own = seed.at("sweep").at(i);
        over.forEach((key, values) -> one.put(key, values.draw(own.at(key).draws())));
        trials.add(new Settings(one));
      }
      return trials;
    }
    trials.add(Settings.none());
    over.forEach((key, values) -> {
      List<Settings> more = new ArrayList<>();
      for (Settings begun : trials) {
        for (List<String> value : values.all()) {
          SequencedMap<String, List<String>> one = new LinkedHashMap<>(begun.values());
          one.put(key, value);
          more.add(new Settings(one));
        }
      }
      trials.clear();
      trials.addAll(more);
    });
    return trials;
  }
}
