package org.atled.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.atled.data.Datasets;

/** Tells files from names of data sets. */
final class TableFile {
  private static final Pattern ENDING =
      Pattern.compile(
          "(\\.(csv|ts|tsv|tab|psv|txt|dat|data|xlsx?|xlsm|ods|parquet|pq|jsonl|ndjson|json|arff|libsvm|svm|svmlight"
              + "|npy|npz)(\\.(gz|zip))?|\\.zip)$");

  private TableFile() {}

  /** Whether an argument means a file: by its ending, by a folder before it, or as it is there. */
  static boolean isMeant(String argument) {
    if (Datasets.all().stream().anyMatch(known -> known.name().equals(argument))) {
      return false;
    }
    return endsLikeOne(argument)
        || argument.contains("/")
        || argument.contains("\\")
        || isThere(argument);
  }

  /** Whether a name ends as those of tables and arrays do. */
  static boolean endsLikeOne(String argument) {
    return ENDING.matcher(argument.toLowerCase(Locale.ROOT)).find();
  }

  private static boolean isThere(String argument) {
    try {
      return Files.isRegularFile(Path.of(argument));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** {@code housing.csv}. */
  static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }

  /** {@code housing}. */
  static String stem(Path file) {
    String stem = name(file).replaceFirst("(?i)" + ENDING.pattern(), "");
    return stem.isEmpty() ? "table" : stem;
  }
}
