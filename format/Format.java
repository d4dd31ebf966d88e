import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Holds every Java file of a folder to google-java-format: {@code check ROOT} fails and lists the
 * files that differ, {@code fix ROOT} rewrites them.
 */
void main(String[] args) throws IOException {
  boolean fix =
      switch (args[0]) {
        case "check" -> false;
        case "fix" -> true;
        default -> throw new IllegalArgumentException("format is check or fix, not " + args[0]);
      };
  Path root = Path.of(args[1]).toRealPath();
  List<String> findings = Collections.synchronizedList(new ArrayList<>());
  sources(root).parallelStream()
      .forEach(file -> format(file, root.relativize(file), fix, findings));
  Collections.sort(findings);
  if (!findings.isEmpty()) {
    System.err.println("These files are not in google-java-format:");
    findings.forEach(finding -> System.err.println("  " + finding));
    System.err.println("To fix them, run: mvn -pl format verify -Dformat=fix");
    System.exit(1);
  }
}

void format(Path file, Path name, boolean fix, List<String> findings) {
  try {
    String before = Files.readString(file);
    // Imports that nothing uses do not compile in a module: to look for them is a third of all
    // work.
    String after =
        fix || !isCompiled(name)
            ? new Formatter().formatSourceAndFixImports(before)
            : new Formatter().formatSource(ImportOrderer.reorderImports(before, Style.GOOGLE));
    if (after.equals(before)) {
      return;
    }
    if (fix) {
      Files.writeString(file, after);
      System.out.println("formatted " + name);
    } else {
      findings.add(name.toString());
    }
  } catch (FormatterException e) {
    findings.add(name + " does not parse: " + e.getMessage());
  } catch (IOException e) {
    throw new UncheckedIOException(e);
  }
}

/** Whether error-prone sees the file, as it does not those of its own compiler. */
boolean isCompiled(Path name) {
  return name.getNameCount() > 3
      && !name.startsWith("javac")
      && name.getName(1).toString().equals("src")
      && name.getName(3).toString().equals("java");
}

/** Java files below {@code root}, except in build output and in folders of other tools. */
List<Path> sources(Path root) throws IOException {
  List<Path> files = new ArrayList<>();
  Files.walkFileTree(
      root,
      new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
          String name = dir.getFileName().toString();
          boolean foreign =
              name.equals("target") || name.equals("node_modules") || name.startsWith(".");
          return foreign && !dir.equals(root)
              ? FileVisitResult.SKIP_SUBTREE
              : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          if (file.toString().endsWith(".java")) {
            files.add(file);
          }
          return FileVisitResult.CONTINUE;
        }

        /** Builds of other modules run beside this one, and may remove what was just listed. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
          if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
          }
          throw e;
        }
      });
  return files;
}
