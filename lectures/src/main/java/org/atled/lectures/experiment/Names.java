package org.atled.lectures.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.data.DataFolders;
import org.atled.text.TextFile;

/**
 * Names to learn to spell.
 *
 * @param of what they are, for people
 * @param all one after another
 * @param entropy the mean −ln of the probability of a letter or an end under what drew them, if
 *     that is known: no model has a smaller loss
 */
record Names(String of, List<String> all, OptionalDouble entropy) {
  private static final String CONSONANTS = "bdklmn";
  private static final List<String> VOWELS = List.of("ei", "ao");
  private static final int LEAST = 2;
  private static final int MOST = 4;

  /** The file {@code names/names.txt}, a name in each line, of the folder of data sets. */
  static Optional<Names> known(int most) {
    return DataFolders.usual().given().stream()
        .map(folder -> folder.resolve(Path.of("names", "names.txt")))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(file -> read(file, most));
  }

  /** So many of a file's, evenly spread. */
  private static Names read(Path file, int most) {
    List<String> lines = TextFile.lines(TextFile.read(file), file.toString());
    int count = Math.min(most, lines.size());
    List<String> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(lines.get((int) ((long) i * lines.size() / count)));
    }
    return new Names("first names", some, OptionalDouble.empty());
  }

  /**
   * Made-up ones of two to four syllables, whose vowels are all of one kind, e and i or a and o,
   * and which end with the letter that they begin with. How each is drawn is how it is read, so
   * that its probability is the product of those of the draws.
   */
  static Names drawn(int count, Seed seed) {
    Draws draws = seed.draws();
    List<String> names = new ArrayList<>();
    double surprise = 0;
    long letters = 0;
    for (int i = 0; i < count; i++) {
      String vowels = VOWELS.get(draws.below(VOWELS.size()));
      int syllables = LEAST + draws.below(MOST - LEAST + 1);
      StringBuilder name = new StringBuilder();
      for (int k = 0; k < syllables; k++) {
        name.append(CONSONANTS.charAt(draws.below(CONSONANTS.length())));
        name.append(vowels.charAt(draws.below(vowels.length())));
      }
      names.add(name.append(name.charAt(0)).toString());
      surprise +=
          StrictMath.log(VOWELS.size() * (MOST - LEAST + 1.0))
              + syllables * StrictMath.log(2.0 * CONSONANTS.length());
      letters += name.length() + 1;
    }
    return new Names("made-up names", names, OptionalDouble.of(surprise / letters));
  }
}
