package org.atled.data;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Handwritten letters and digits, grey images [1, 28, 28]. Cohen, Afshar, Tapson and van Schaik,
 * "EMNIST: an extension of MNIST to handwritten letters", 2017. Its files, gzipped IDX, are not
 * downloaded: put them into a folder {@code emnist}. Images lie transposed in them, and are turned
 * here; labels are counted from 0, also those of the letters, which begin with 1 in the files.
 */
public enum Emnist {
  /** Letters of both cases together, in 26 classes: 124,800 and 20,800. */
  LETTERS(124_800, 20_800, letters(false)),
  /** Digits and letters, as many of each: 112,800 and 18,800 in 47 classes. */
  BALANCED(112_800, 18_800, merged()),
  /** Digits: 240,000 and 40,000. */
  DIGITS(240_000, 40_000, digits()),
  /** All there are, cases that look alike together: 697,932 and 116,323 in 47 classes. */
  BYMERGE(697_932, 116_323, merged()),
  /** All there are, in 62 classes: 697,932 and 116,323. */
  BYCLASS(697_932, 116_323, digitsAndLetters());

  /** Where people get the files. */
  private static final String PAGE =
      "https://www.nist.gov/itl/products-and-services/emnist-dataset";

  /** Small letters that are told from their capitals where cases that look alike are merged. */
  private static final String OWN_SMALL = "abdefghnqrt";

  private final int train;
  private final int test;
  private final ImageFiles files;

  Emnist(int train, int test, List<String> classes) {
    this.train = train;
    this.test = test;
    String part = name().toLowerCase(Locale.ROOT);
    int firstLabel = part.equals("letters") ? 1 : 0;
    this.files =
        new ImageFiles(
            new FileSet(
                "emnist-" + part,
                "emnist",
                URI.create(PAGE),
                List.of(
                    file(part, "train-images-idx3"),
                    file(part, "train-labels-idx1"),
                    file(part, "test-images-idx3"),
                    file(part, "test-labels-idx1"))),
            classes,
            List.of(),
            new ImageFiles.Layout(true, firstLabel, 0));
  }

  private static RemoteFile file(String part, String what) {
    return RemoteFile.byHand("emnist-" + part + "-" + what + "-ubyte.gz");
  }

  /** The name of the data set: {@code emnist-letters}. */
  public String dataset() {
    return files.files().dataset();
  }

  /** The names of the classes, in the order of their numbers. */
  public List<String> classes() {
    return files.classes();
  }

  /** How many examples there are to learn from. */
  public int train() {
    return train;
  }

  /** How many examples there are to measure on. */
  public int test() {
    return test;
  }

  ImageFiles files() {
    return files;
  }

  /** The data set from the usual folders. */
  public Split load() {
    return load(DataFolders.usual());
  }

  /**
   * The data set from these folders.
   *
   * @throws org.atled.core.error.AtledException if it is in none of them; it says where to get it
   * @throws org.atled.core.error.FormatException if a file is damaged or of another data set
   */
  public Split load(DataFolders folders) {
    return files.load(folders, new HttpFetcher(), DownloadListener.none());
  }

  private static List<String> digits() {
    return Task.Classification.numbered(10).classes();
  }

  private static List<String> letters(boolean capital) {
    return IntStream.rangeClosed(capital ? 'A' : 'a', capital ? 'Z' : 'z')
        .mapToObj(Character::toString)
        .toList();
  }

  private static List<String> digitsAndLetters() {
    List<String> all = new ArrayList<>(digits());
    all.addAll(letters(true));
    all.addAll(letters(false));
    return all;
  }

  private static List<String> merged() {
    List<String> all = new ArrayList<>(digitsAndLetters());
    all.removeIf(name -> Character.isLowerCase(name.charAt(0)) && !OWN_SMALL.contains(name));
    return all;
  }
}
