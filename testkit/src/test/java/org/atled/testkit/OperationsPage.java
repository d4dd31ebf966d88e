package org.atled.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.atled.core.capture.Capture;
import org.atled.core.error.AtledException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.linalg.Linalg;

/**
 * The text of docs/operations.md: the methods of {@link Tensor}'s interfaces and of {@link Linalg}
 * with the first sentence of their documentation, and what the op table knows of each. A row
 * belongs to the method that its name begins with.
 */
final class OperationsPage {
  private static final Pattern METHOD =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+(?:default [\\w<>]+|static [\\w<>]+|public"
              + " Tensor|public static \\w+) (\\w+)\\([^{;]*\\) \\{",
          Pattern.DOTALL);

  /** Operations that only others use, and methods of Tensor that are none. */
  private static final Set<String> INTERNAL =
      Set.of(
          "attentionGradients",
          "binaryCrossEntropyTerm",
          "cofactor",
          "cofactorSlope",
          "detach",
          "places",
          "recurrence",
          "requiresGrad",
          "self",
          "sumOfParts",
          "view",
          "withHistory",
          "wrap");

  private static final Pattern WORD = Pattern.compile("\\w+");

  private static final String HEAD =
      """
      # Operations

      Every operation on a `Tensor`, by the interface that documents it in full: shapes, special values, errors; and at the end
      those of `Linalg` in the module `org.atled.linalg`. The tests hold this page to the code; `mvn verify
      -Ddocuments=rewrite` writes it anew.

      - **types**: of the operands that may vary. *numbers* are all but bool, *floats* are float16, bfloat16, float32 and float64.
      - **derivative**: *twice* is checked against difference quotients, the first and the second.
      - **ulp**: how far a float32 and a float64 result may lie from the exact one, in units in the last place; 0.5 is rounded correctly.
        Of sums these are units of the greatest terms.
      - **kernels**: what a backend runs for it; nothing for a view. Several may become one loop in a compiled plan.
      """;

  private OperationsPage() {}

  private record Method(String name, String sentence) {}

  static String text() throws IOException {
    Map<String, List<OpRow>> rows =
        OpTable.rows().stream()
            .collect(
                Collectors.groupingBy(
                    row -> first(row.name()), LinkedHashMap::new, Collectors.toList()));
    StringBuilder page = new StringBuilder(HEAD);
    for (Class<?> family : families()) {
      page.append("\n## ").append(family.getSimpleName()).append("\n\n");
      page.append("| method | | PyTorch | NumPy, SciPy | types | derivative | ulp | kernels |\n");
      page.append("|---|---|---|---|---|---|---|---|\n");
      for (Method method : methods(family)) {
        page.append(line(method, rows.getOrDefault(method.name(), List.of()))).append('\n');
      }
    }
    return page.toString();
  }

  /** Those whose rows' names begin with no method's. */
  static Set<String> strangers() throws IOException {
    Set<String> methods = new TreeSet<>();
    for (Class<?> family : families()) {
      methods(family).forEach(method -> methods.add(method.name()));
    }
    return OpTable.rows().stream()
        .map(OpRow::name)
        .filter(name -> !methods.contains(first(name)) && !INTERNAL.contains(first(name)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Class<?>> families() {
    List<Class<?>> families = new ArrayList<>(List.of(Tensor.class.getInterfaces()));
    families.addAll(List.of(Sample.class, Tensor.class, Linalg.class));
    return families;
  }

  private static String first(String name) {
    Matcher word = WORD.matcher(name);
    return word.lookingAt() ? word.group() : name;
  }

  /** In the order of the source; of several with one name the first. */
  private static List<Method> methods(Class<?> family) throws IOException {
    String[] names = family.getName().split("\\.");
    Path sources = Path.of("..", names[2], "src", "main", "java"); // a module's folder: org.atled.…
    String source = Files.readString(sources.resolve(String.join("/", names) + ".java"));
    Map<String, Method> methods = new LinkedHashMap<>();
    Matcher found = METHOD.matcher(source);
    while (found.find()) {
      String name = Objects.requireNonNull(found.group(2));
      if (INTERNAL.contains(name)) {
        continue;
      }
      methods.putIfAbsent(name, new Method(name, sentence(Objects.requireNonNull(found.group(1)))));
    }
    return List.copyOf(methods.values());
  }

  private static String sentence(String javadoc) {
    String text =
        javadoc
            .replaceAll("\\n\\s*\\* ?", " ")
            .replaceAll("<p>.*", "")
            .replaceAll("@(param|throws|return|see).*", "")
            .replaceAll("\\{@link(?:plain)? [\\w.]*#(\\w+)(?:\\([^)]*\\))?[^{}]*}", "`$1`")
            .replaceAll("\\{@(?:code|link|linkplain|literal) ([^{}]*)}", "`$1`")
            .replace("&gt;", ">")
            .replace("&lt;", "<")
            .replace("&amp;", "&")
            .replace("|", "\\|")
            .replaceAll("\\s+", " ")
            .strip();
    Matcher end = Pattern.compile("(?<!e\\.g|i\\.e)\\.(?= \\p{Lu}|$)").matcher(text);
    return end.find() ? text.substring(0, end.start()) : text;
  }

  private static String line(Method method, List<OpRow> rows) {
    List<String> cells = new ArrayList<>();
    cells.add("`" + method.name() + "`");
    cells.add(method.sentence());
    cells.add(names(rows, row -> row.elsewhere().pytorch()));
    cells.add(names(rows, row -> row.elsewhere().numpy()));
    cells.add(types(rows));
    cells.add(derivative(rows));
    cells.add(accuracy(rows));
    cells.add(rows.isEmpty() ? "" : kernels(rows.getFirst()));
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String names(List<OpRow> rows, Function<OpRow, String> name) {
    return rows.stream()
        .map(name)
        .filter(text -> !text.isEmpty())
        .distinct()
        .map(text -> "`" + text + "`")
        .collect(Collectors.joining(", "));
  }

  private static String types(List<OpRow> rows) {
    EnumSet<DType> types = EnumSet.noneOf(DType.class);
    rows.forEach(row -> types.addAll(row.dtypes()));
    if (types.equals(OpRow.ALL)) {
      return "all";
    } else if (types.equals(OpRow.NUMERIC)) {
      return "numbers";
    } else if (types.equals(OpRow.EVERY_FLOAT)) {
      return "floats";
    }
    return types.stream().map(DType::toString).collect(Collectors.joining(", "));
  }

  private static String derivative(List<OpRow> rows) {
    return rows.stream()
        .map(row ->
            switch (row.gradient()) {
                  case CHECKED -> "twice";
                  case COARSE -> "yes";
                  case NONE -> "none";
                }
                + (row.ties().isEmpty() ? "" : "; " + row.ties()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String accuracy(List<OpRow> rows) {
    boolean floats = rows.stream().anyMatch(row -> row.result().apply(DType.FLOAT64).isFloating());
    return floats
        ? number(rows, row -> row.float32().ulps())
            + ", "
            + number(rows, row -> row.float64().ulps())
        : "";
  }

  private static String number(List<OpRow> rows, ToDoubleFunction<OpRow> ulps) {
    double most = Math.max(0.5, rows.stream().mapToDouble(ulps).max().orElse(0.5));
    return most == Math.rint(most) ? Long.toString((long) most) : Double.toString(most);
  }

  private static String kernels(OpRow row) {
    DType swept =
        row.dtypes().contains(DType.FLOAT32) ? DType.FLOAT32 : row.dtypes().iterator().next();
    List<Shape> shapes =
        row.cases().stream()
            .filter(s -> s.stream().allMatch(shape -> shape.elements() > 1))
            .findFirst()
            .orElse(row.cases().getFirst());
    List<TensorType> types = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      types.add(new TensorType(row.operands().get(i).dtype(swept), shapes.get(i)));
    }
    try {
      return Capture.record(types, in -> List.of(row.call().apply(in))).steps().stream()
          .map(step -> step.kernel().getClass().getSimpleName().replaceFirst("Kernel$", ""))
          .distinct()
          .collect(Collectors.joining(", "));
    } catch (AtledException looksAtNumbers) {
      return "*looks at the numbers*";
    }
  }
}
