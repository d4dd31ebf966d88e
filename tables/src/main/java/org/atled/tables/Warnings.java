package org.atled.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What people should know of a problem before they trust what is learned. */
record Warnings(Problem problem) {
  /** A share of the rows of which accuracy says little. */
  private static final double NEARLY_ALL = 0.9;

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

  /**
   * All of them, the gravest first.
   *
   * @param parts into which rows are cut, of which one is measured on
   */
  List<String> all(int parts) {
    List<String> warnings = new ArrayList<>();
    problem.table().doubt().ifPresent(warnings::add);
    TotalRow.remark(problem.table()).ifPresent(warnings::add);
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
    if (problem.kind() == Kind.CLASSIFICATION) {
      // A word among numbers is told as such.
      few(parts).filter(_ -> !OddWords.areNumbersBut(problem.target())).ifPresent(warnings::add);
      imbalance().ifPresent(warnings::add);
    }
    warnings.addAll(Table.some(Leaks.remarks(problem)));
    List<Column> texts = new ArrayList<>(problem.inputs().stream().filter(this::isUsed).toList());
    texts.addAll(problem.targets());
    warnings.addAll(
        Table.some(
            texts.stream()
                .filter(column -> !column.isNumeric())
                .flatMap(column ->
                    Inspection.capitals(column, column.distinctTexts(Integer.MAX_VALUE)).stream())
                .toList()));
    warnings.addAll(
        Table.some(
            problem.inputs().stream()
                .filter(column -> !OddWords.areNumbersBut(column))
                .flatMap(column ->
                    MixedNumbers.remark(column).or(() -> DeclaredText.remark(column)).stream())
                .toList()));
    if (problem.kind() == Kind.CLASSIFICATION && !problem.why().equals(Problem.SAID)) {
      OddWords.classes(problem.table(), problem.target()).ifPresent(warnings::add);
    }
    if (problem.kind() == Kind.REGRESSION && problem.scale() == TargetScale.LINEAR) {
      problem.targets().forEach(column -> magnitudes(column).ifPresent(warnings::add));
    }
    if (problem.kind() == Kind.MULTI_LABEL) {
      problem.targets().forEach(column -> constant(column).ifPresent(warnings::add));
    }
    warnings.addAll(
        Table.some(
            problem.inputs().stream()
                .flatMap(column -> Dates.remark(column).filter(_ -> isUsed(column)).stream())
                .toList()));
    OddWords.few(problem.table(), problem.inputs()).forEach(warnings::add);
    List<Column> numbers = new ArrayList<>(problem.inputs());
    if (problem.kind() == Kind.REGRESSION) {
      numbers.addAll(problem.targets());
    }
    warnings.addAll(
        Table.some(numbers.stream().map(Sentinels::remark).flatMap(Optional::stream).toList()));
    problem.inputs().stream()
        .map(column -> Identifiers.remark(problem.table(), column))
        .flatMap(Optional::stream)
        .forEach(warnings::add);
    return warnings;
  }

  /** Whether it is learned from at all: texts may be too many, which is told anyway. */
  private boolean isUsed(Column column) {
    return Input.uselessness(column, problem.rows(), problem.gathering()).isEmpty();
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

  private Optional<String> magnitudes(Column column) {
    return Magnitudes.remark(
        problem.more().isEmpty() ? "the target" : column.title(),
        Arrays.stream(problem.rows()).mapToDouble(column::number));
  }

  private Map<String, Integer> classes() {
    Map<String, Integer> classes = new TreeMap<>();
    for (int row : problem.rows()) {
      classes.merge(Target.Classes.label(problem.target(), row), 1, Integer::sum);
    }
    return classes;
  }

  /** What to tell of classes that not every part has; where most are so, another line says it. */
  private Optional<String> few(int parts) {
    Map<String, Integer> classes = classes();
    List<Map.Entry<String, Integer>> few =
        classes.entrySet().stream().filter(one -> one.getValue() < parts).toList();
    return few.isEmpty() || 2 * few.size() > classes.size()
        ? Optional.empty()
        : Optional.of(
            (few.size() == 1 ? "class " : "the classes ")
                + Table.list(
                    few.stream()
                        .map(one ->
                            "\"" + Column.shortened(one.getKey()) + "\" (" + one.getValue() + ")")
                        .toList())
                + (few.size() == 1 ? " has" : " have")
                + " fewer rows than the "
                + parts
                + " parts of which one is measured on: some measure nothing of it");
  }

  /** What to tell where one class is nearly all, so that a model may always say it. */
  private Optional<String> imbalance() {
    Map<String, Integer> classes = classes();
    int all = problem.rows().length;
    return classes.entrySet().stream()
        .filter(one -> classes.size() > 1 && one.getValue() >= NEARLY_ALL * all)
        .findFirst()
        .map(one ->
            String.format(
                Locale.ROOT,
                "%,d of %,d rows are of class \"%s\", so that whoever always says so is right in"
                    + " %.1f %% of them: look at precision and recall of the others;"
                    + " --class-weights balanced lets every class count as much",
                one.getValue(),
                all,
                Column.shortened(one.getKey()),
                100.0 * one.getValue() / all));
  }

  private long labels() {
    return Arrays.stream(problem.rows())
        .mapToObj(row -> Target.Classes.label(problem.target(), row))
        .distinct()
        .count();
  }
}
