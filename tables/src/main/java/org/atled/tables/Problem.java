package org.atled.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;

/**
 * What is to be learned from a table: one column from others, or several at once. Rows without a
 * target are left out.
 *
 * @param target the column that is learned, the first of several
 * @param more the others of several
 * @param kind what the target is learned as
 * @param why what the kind was seen from
 * @param columns what is learned from
 * @param scale on which numbers are learned
 * @param gathering which texts of a column share an input
 * @param roles columns by which rows are cut into parts and weighed
 */
public record Problem(
    Table table,
    Column target,
    List<Column> more,
    Kind kind,
    String why,
    InputColumns columns,
    TargetScale scale,
    Gathering gathering,
    RowRoles roles) {
  /** Of a table's rows one in so many is kept to measure on. */
  public static final int PARTS = 5;

  static final String SAID = "as you say";

  public Problem {
    more = List.copyOf(more);
  }

  /**
   * Finds the columns and sees what they ask for.
   *
   * @param target name or place of the column to learn, as {@link Table#column} takes it; or
   *     several, parted by commas, which are all numbers, or all 0 and 1 or yes and no
   * @param drop names or places of columns to leave out, also several in one text, parted by commas
   * @param said the kind, where somebody said it; otherwise texts, and few whole numbers, are
   *     classes
   * @throws ArgumentException if there is no such column, or none is left to learn from
   * @throws org.atled.core.error.FormatException if the target has no value at all, a regression's
   *     target has text, or a column that is used has an infinity or is numbers but for a word
   */
  public static Problem of(Table table, String target, List<String> drop, Optional<Kind> said) {
    return of(table, target, drop, said, Optional.empty());
  }

  /**
   * The same, where rows stay together as {@link #grouped} has it; a column that tells groups may
   * hold whatever it likes.
   *
   * @param group name or place of the column that tells groups, if one does
   */
  public static Problem of(
      Table table, String target, List<String> drop, Optional<Kind> said, Optional<String> group) {
    Optional<Column> groups = group.map(table::column);
    List<Column> targets = SeveralTargets.of(table, target);
    Column wanted = targets.getFirst();
    Set<Integer> left = new HashSet<>(targets.stream().map(Column::index).toList());
    for (Column column : drop.stream().flatMap(list -> table.columns(list).stream()).toList()) {
      if (targets.contains(column)) {
        throw new ArgumentException(
            table.file() + ": " + column.title() + " is the target and cannot be dropped.");
      }
      left.add(column.index());
    }
    List<Column> candidates =
        table.columns().stream().filter(column -> !left.contains(column.index())).toList();
    if (candidates.isEmpty()) {
      throw new ArgumentException(
          table.file()
              + ": there is no column to learn from beside the target; is the separator a "
              + table.format().separator().map(Separator::toString).orElse("comma")
              + "? If not, name it with --separator.");
    }
    for (Column column : targets) {
      if (column.missing() == column.size()) {
        throw table.error(column, "every value is missing; take another target.");
      }
    }
    InputColumns columns = InputColumns.of(table, candidates, groups);
    boolean classes = said.filter(kind -> kind != Kind.REGRESSION).isPresent();
    List<Column> learned =
        columns.inputs().stream()
            .filter(input -> groups.filter(column -> Repeats.areAlike(input, column)).isEmpty())
            .toList();
    OddWords.refuse(table, learned, classes ? List.of() : targets);
    Infinities.refuse(table, learned, targets);
    boolean several = targets.size() > 1;
    Kind kind =
        several || said.filter(one -> one == Kind.MULTI_LABEL).isPresent()
            ? SeveralTargets.kind(table, targets, said)
            : said.orElseGet(() -> TargetKind.seen(wanted));
    if (kind == Kind.REGRESSION) {
      targets.forEach(column -> TargetKind.requireNumbers(table, column, !several));
    }
    if (kind == Kind.ORDINAL) {
      TargetKind.requireOrder(table, wanted);
    }
    String why =
        said.isPresent() ? SAID : several ? SeveralTargets.why(kind) : TargetKind.why(wanted);
    List<Column> others = targets.subList(1, targets.size());
    Problem problem =
        new Problem(
            table,
            wanted,
            others,
            kind,
            why,
            columns,
            TargetScale.LINEAR,
            Gathering.NONE,
            RowRoles.NONE);
    return groups.map(problem::grouped).orElse(problem);
  }

  /** One that is only asked for its rows. */
  static Problem as(Table table, List<Column> targets, Kind kind, String why) {
    return new Problem(
        table,
        targets.getFirst(),
        targets.subList(1, targets.size()),
        kind,
        why,
        InputColumns.NONE,
        TargetScale.LINEAR,
        Gathering.NONE,
        RowRoles.NONE);
  }

  /** The same but for what a user asks beside the target. */
  private Problem with(
      InputColumns columns, TargetScale scale, Gathering gathering, RowRoles roles) {
    return new Problem(table, target, more, kind, why, columns, scale, gathering, roles);
  }

  /** The columns to learn from. */
  public List<Column> inputs() {
    return columns.inputs();
  }

  /** Columns that nobody dropped and that still are not learned from. */
  public List<Unused> unused() {
    return columns.unused();
  }

  /** The column whose rows stay together when rows are cut into parts. */
  public Optional<Column> group() {
    return roles.group();
  }

  /** The column by which the latest rows are measured on. */
  public Optional<Column> time() {
    return roles.time();
  }

  /** The column that says how much rows count. */
  public Optional<Column> weight() {
    return roles.weight();
  }

  /** All columns that are learned. */
  public List<Column> targets() {
    List<Column> all = new ArrayList<>(List.of(target));
    all.addAll(more);
    return all;
  }

  /**
   * The same, where the logarithm of the target is learned, and of 1 + the target if some are 0; of
   * several targets each on its own. What is found is given as the target itself.
   *
   * @throws ArgumentException if classes are learned
   * @throws org.atled.core.error.FormatException naming the line of a number below 0
   */
  public Problem ofLogarithm() {
    if (kind != Kind.REGRESSION) {
      throw new ArgumentException(
          table.file()
              + ": classes have no logarithm; leave --log-target out, or, if the target is numbers,"
              + " add --task regression.");
    }
    boolean zero = false;
    for (int row : rows()) {
      for (Column column : targets()) {
        if (column.number(row) < 0) {
          throw table.error(
              row,
              column,
              column.text(row) + " is below 0 and has no logarithm; leave --log-target out.");
        }
        zero |= column.number(row) == 0;
      }
    }
    return with(columns, zero ? TargetScale.LOG1P : TargetScale.LOG, gathering, roles);
  }

  /** The same, where texts of fewer rows to learn from than this are one category together. */
  public Problem gatheringRare(int fewest) {
    Gathering other = new Gathering(fewest, gathering.hashed(), gathering.embedded());
    return with(columns, scale, other, roles);
  }

  /**
   * The same, where columns of more texts than this are hashed into so many inputs: texts may share
   * one, and none is unknown. Columns of nearly as many texts as rows are left out in any case.
   *
   * @param inputs at least 2
   */
  public Problem hashing(int inputs) {
    Gathering other = new Gathering(gathering.rare(), Optional.of(inputs), gathering.embedded());
    return with(columns, scale, other, roles);
  }

  /**
   * The same, where each text of columns of more texts than this becomes a vector that is learned:
   * the example has its number, and {@link Preparation#network} a layer that knows the vectors. A
   * network that is made otherwise begins with {@link Preparation#embedding}.
   */
  public Problem embedding(int texts) {
    Gathering other = new Gathering(gathering.rare(), gathering.hashed(), Optional.of(texts));
    return with(columns, scale, other, roles);
  }

  /**
   * The same, where rows that agree in a column stay together when rows are cut into parts: all of
   * one patient are learned from, or measured on. The column is not learned from.
   *
   * @param name its name or place, as {@link Table#column} takes it
   * @throws ArgumentException if there is no such column, it is the target, or the only one that is
   *     learned from
   */
  public Problem grouped(String name) {
    return grouped(table.column(name));
  }

  Problem grouped(Column column) {
    if (targets().stream().anyMatch(wanted -> wanted.index() == column.index())) {
      throw new ArgumentException(
          table.file() + ": " + column.title() + " is the target and cannot tell groups.");
    }
    InputColumns others =
        columns.without(table, column, "tells groups", "it tells which rows stay together");
    return with(others, scale, gathering, roles.withGroup(column));
  }

  /**
   * The same, where rows do not count the same: one of weight 2 counts as if it were there twice,
   * in training and wherever the model is measured. The column is not learned from.
   *
   * @param name its name or place, as {@link Table#column} takes it
   * @throws ArgumentException if there is no such column, it is the target, or the only one that is
   *     learned from
   * @throws org.atled.core.error.FormatException naming the line of a weight that is missing, no
   *     number or below 0, or if all are 0
   */
  public Problem weighted(String name) {
    return weighted(table.column(name));
  }

  Problem weighted(Column column) {
    if (targets().stream().anyMatch(wanted -> wanted.index() == column.index())) {
      throw new ArgumentException(
          table.file()
              + ": "
              + column.title()
              + " is the target and cannot weigh rows; name another with --weights.");
    }
    RowWeights.of(table, column, rows());
    InputColumns others =
        columns.without(table, column, "weighs rows", "it says how much rows count");
    return with(others, scale, gathering, roles.withWeight(column));
  }

  /**
   * The same, where the latest rows are kept to measure on, by a column of numbers or dates: what
   * is learned from the past is asked about what comes later. It is learned from as others are.
   *
   * @param name its name or place, as {@link Table#column} takes it
   * @throws ArgumentException if there is no such column, or rows are kept in groups
   */
  public Problem inTime(String name) {
    return inTime(table.column(name));
  }

  Problem inTime(Column column) {
    if (group().isPresent()) {
      throw new ArgumentException(
          table.file()
              + ": rows cannot be kept in groups and in time; leave --group or --time out.");
    }
    return with(columns, scale, gathering, roles.withTime(column));
  }

  /** What people should know before they trust what is learned. */
  public List<String> warnings() {
    return warnings(PARTS);
  }

  /**
   * The same where rows are cut into so many parts.
   *
   * @param parts of which each is measured on once
   */
  public List<String> warnings(int parts) {
    return new Warnings(this).all(parts);
  }

  /** Which columns have more texts than become categories, without somebody having said so. */
  public List<String> gathered(Preparation preparation) {
    return Warnings.gathered(table, preparation);
  }

  /** On what scale one of the targets is learned. */
  TargetScale scaleOf(Column column) {
    return scale == TargetScale.LINEAR
        ? scale
        : Arrays.stream(rows()).anyMatch(row -> column.number(row) == 0)
            ? TargetScale.LOG1P
            : TargetScale.LOG;
  }

  /** The rows that have a target, and all if there are several. */
  public int[] rows() {
    if (more.isEmpty() && target.missing() == 0) {
      return table.allRows();
    }
    return IntStream.range(0, target.size())
        .filter(row -> !target.isMissing(row) && more.stream().noneMatch(one -> one.isMissing(row)))
        .toArray();
  }

  /** How many rows have no target. */
  public int leftOut() {
    return target.size() - rows().length;
  }

  /**
   * The rows in parts of nearly equal size, for a classification with all classes in each as far as
   * they go round: a function of the seed. Rows of one group stay together; then sizes are as equal
   * as groups allow, and classes are not looked at.
   *
   * @param parts at least 2
   * @throws ArgumentException if there are fewer rows, or groups, than parts
   */
  public List<int[]> folds(int parts, Seed seed) {
    int[] rows = rows();
    if (time().isPresent()) {
      throw new ArgumentException(
          table.file()
              + ": in parts each is measured by what was learned from later rows too; leave --folds"
              + " out beside --time, which measures on the latest rows.");
    }
    if (parts < 2 || rows.length < parts) {
      throw new ArgumentException(
          table.file()
              + ": "
              + rows.length
              + (rows.length == 1 ? " row with a target" : " rows with a target")
              + " cannot be cut into "
              + parts
              + " parts; take at least 2 and at most as many as there are rows.");
    }
    if (group().isPresent()) {
      return List.of(Folds.ofGroups(table, rows, group().get(), parts, seed));
    }
    long[] classes =
        switch (kind) {
          case CLASSIFICATION, ORDINAL -> classes(rows);
          case MULTI_LABEL -> SeveralTargets.combinations(table, targets(), rows);
          case REGRESSION -> new long[rows.length];
        };
    return List.of(Folds.of(rows, classes, parts, seed));
  }

  private long[] classes(int[] rows) {
    Target.Classes known = Target.Classes.of(table, target);
    return known.labels(table, target, rows);
  }

  /**
   * Rows to learn from and rows to measure on, one in {@value #PARTS}: a function of the seed. Of
   * rows in groups those are measured on whose part is nearest to that; of rows in time the latest.
   *
   * @throws ArgumentException if there are fewer than {@value #PARTS}
   */
  public Rows split(Seed seed) {
    if (rows().length < PARTS) {
      throw new ArgumentException(
          table.file()
              + ": "
              + rows().length
              + (rows().length == 1 ? " row with a target is" : " rows with a target are")
              + " too few; it takes "
              + PARTS
              + ": 4 to learn from and 1 to measure on.");
    }
    if (time().isPresent()) {
      return TimeOrder.split(table, time().get(), rows(), PARTS);
    }
    List<int[]> folds = folds(PARTS, seed);
    return rows(folds, group().isPresent() ? Folds.nearest(folds, seed) : 0);
  }

  /** One part to measure on, the others to learn from. */
  public static Rows rows(List<int[]> folds, int test) {
    List<int[]> others = new ArrayList<>(folds);
    others.remove(test);
    int[] train = others.stream().flatMapToInt(Arrays::stream).sorted().toArray();
    return new Rows(train, folds.get(test));
  }

  /**
   * Rows of a table in two parts, each in ascending order.
   *
   * @param train to learn from
   * @param test to measure on
   */
  public record Rows(int[] train, int[] test) {}
}
