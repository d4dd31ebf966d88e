package org.atled.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What people should know of a problem before they trust what is learned. */
record Warnings(Problem problem) {
  /** So many medians great the greatest number of a target decides a mean of squares. */
  private static final double MAGNITUDES = 100;

  private static final Pattern IDENTIFIER =
      Pattern.compile("(?i)(.*[ _.-])?(id|index|idx|key|uuid|row|nr|no)|unnamed.*|.*[a-z]Id");

  /** Which columns have more texts than become categories, without somebody having said so. */
  static List<String> gathered(Table table, Preparation preparation) {
    return preparation.inputs().stream()
        .filter(input ->
            input instanceof Input.OneHot hot
                && hot.rare()
                && hot.categories().size() == Gathering.MOST)
        .map(input ->
            String.format(
                Locale.ROOT,
                "note: \"%s\" has %,d texts: the %,d most frequent are categories, the others one"
                    + " together; --embed 1000 learns a vector for each, --hash 1000 hashes them,%s"
                    + " leaves the column out",
                Column.shortened(input.name()),
                table.columns().get(input.index()).distinctTexts(Integer.MAX_VALUE).size(),
                Gathering.MOST,
                Words.option(" --drop", input.name())))
        .toList();
  }

  /** All of them, the gravest first. */
  List<String> all() {
    List<String> warnings = new ArrayList<>();
    problem.table().doubt().ifPresent(warnings::add);
    int present = problem.rows().length;
    long classes = problem.kind().isOfClasses() ? labels() : 0;
    if (classes > TargetKind.MOST_NUMBERED_CLASSES && classes * TargetKind.ROWS_A_CLASS > present) {
      warnings.add(
          "the target has "
              + classes
              + " classes in "
              + present
              + " rows, such as "
              + problem.target().shown(problem.rows()[0])
              + ": too few rows of each to learn; "
              + (problem.target().isNumeric()
                  ? "--task regression learns numbers"
                  : "if they are numbers, mend what makes them text"));
    }
    for (Column column : problem.inputs()) {
      if (problem.targets().stream().anyMatch(wanted -> Repeats.areSame(column, wanted))) {
        warnings.add(
            column.title()
                + " is the target again, so that nothing else is learned; leave it out with"
                + Words.option(" --drop", column.name())
                + " unless it is known before");
      }
    }
    if (problem.kind() == Kind.CLASSIFICATION && !problem.why().equals(Problem.SAID)) {
      OddWords.classes(problem.table(), problem.target()).ifPresent(warnings::add);
    }
    if (problem.kind() == Kind.REGRESSION && problem.scale() == TargetScale.LINEAR) {
      problem.targets().forEach(column -> magnitudes(column).ifPresent(warnings::add));
    }
    if (problem.kind() == Kind.MULTI_LABEL) {
      problem.targets().forEach(column -> constant(column).ifPresent(warnings::add));
    }
    problem.inputs().stream()
        .filter(Dates::areCompact)
        .findFirst()
        .ifPresent(column ->
            warnings.add(
                column.title()
                    + " is learned as a number, but looks like dates such as "
                    + column.distinctTexts(1).getFirst()
                    + "; --dates learns them as dates"));
    OddWords.few(problem.table(), problem.inputs()).forEach(warnings::add);
    List<Column> numbers = new ArrayList<>(problem.inputs());
    if (problem.kind() == Kind.REGRESSION) {
      numbers.addAll(problem.targets());
    }
    warnings.addAll(
        Table.some(numbers.stream().map(Sentinels::remark).flatMap(Optional::stream).toList()));
    for (Column column : problem.inputs()) {
      if (IDENTIFIER.matcher(column.name()).matches() && isDifferentEverywhere(column)) {
        warnings.add(
            column.title()
                + " has another number in every row, as an identifier has; leave it out with"
                + Words.option(" --drop", column.name())
                + " unless its size tells something");
      }
    }
    return warnings;
  }

  /** What to tell of a label that all rows have, or none. */
  private Optional<String> constant(Column column) {
    int[] rows = problem.rows();
    Optional<Boolean> first =
        rows.length == 0 ? Optional.empty() : SeveralTargets.label(column, rows[0]);
    return first.isPresent()
            && Arrays.stream(rows).allMatch(row -> SeveralTargets.label(column, row).equals(first))
        ? Optional.of(
            "label "
                + column.title()
                + " is "
                + column.text(rows[0])
                + " in every row, so that there is nothing to learn of it; leave it out of"
                + " --target")
        : Optional.empty();
  }

  /** What to tell of positive numbers of which a few are far greater than most. */
  private Optional<String> magnitudes(Column column) {
    double[] numbers = Arrays.stream(problem.rows()).mapToDouble(column::number).sorted().toArray();
    if (numbers.length == 0 || numbers[0] < 0) {
      return Optional.empty();
    }
    double median = numbers[numbers.length / 2];
    double greatest = numbers[numbers.length - 1];
    return median > 0 && greatest > MAGNITUDES * median
        ? Optional.of(
            "half of "
                + (problem.more().isEmpty() ? "the target" : column.title())
                + " is below "
                + (float) median
                + " and the greatest is "
                + (float) greatest
                + ", which alone would decide what is learned; --log-target learns the logarithm")
        : Optional.empty();
  }

  private static boolean isDifferentEverywhere(Column column) {
    return column.isNumeric()
        && column.missing() == 0
        && column.size() > TargetKind.MOST_NUMBERED_CLASSES
        && TargetKind.distinct(column) == column.size();
  }

  private long labels() {
    return Arrays.stream(problem.rows())
        .mapToObj(row -> Target.Classes.label(problem.target(), row))
        .distinct()
        .count();
  }
}
