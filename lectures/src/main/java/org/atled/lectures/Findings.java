package org.atled.lectures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.Spelling;
import org.atled.plot.Figure;

/**
 * What an experiment found.
 *
 * @param sentences what it shows, with its numbers; the first one alone stands in the gallery
 * @param numbers by name, in order: what its test asserts on, and what a program reads
 * @param tables for people
 * @param illustrations the figures; the first one is the gallery's thumbnail
 */
public record Findings(
    List<String> sentences,
    SequencedMap<String, Double> numbers,
    List<Table> tables,
    List<Illustration> illustrations) {
  public Findings {
    sentences = List.copyOf(sentences);
    numbers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(numbers));
    tables = List.copyOf(tables);
    illustrations = List.copyOf(illustrations);
    if (sentences.isEmpty()) {
      throw new ArgumentException(
          "Findings: there is no sentence; say at least what the experiment shows.");
    }
  }

  /**
   * A figure and what a reader should see in it.
   *
   * @param file the name of its files, without folder and ending: lower-case words with hyphens
   * @param caption one or two sentences
   */
  public record Illustration(String file, Figure figure, String caption) {
    public Illustration {
      if (!file.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
        throw new ArgumentException(
            "Findings: \""
                + file
                + "\" cannot name a figure's files; take lower-case words and digits with hyphens,"
                + " such as \"loss-by-width\".");
      }
    }
  }

  /** Collects findings in the order in which they are to be read. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A number by its name.
   *
   * @throws ArgumentException if there is none of this name
   */
  public double number(String name) {
    return Optional.ofNullable(numbers.get(name))
        .orElseThrow(() ->
            new ArgumentException(
                "Findings: there is no number \""
                    + name
                    + "\"."
                    + Spelling.guess(name, numbers.keySet())
                    + " There are: "
                    + String.join(", ", numbers.keySet())
                    + "."));
  }

  /** Collects findings in the order in which they are to be read. */
  public static final class Builder {
    /** Neither the exponent of 1e-5 nor the hyphen of a word. */
    private static final Pattern MINUS = Pattern.compile("(?<![\\w)-])-(?=\\d)");

    private final List<String> sentences = new ArrayList<>();
    private final SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    private final List<Table> tables = new ArrayList<>();
    private final List<Illustration> illustrations = new ArrayList<>();

    private Builder() {}

    /**
     * Adds a sentence.
     *
     * @param format as {@link String#format} takes it, numbers with a decimal point everywhere; a
     *     hyphen before a number becomes the minus that figures have
     */
    public Builder say(String format, Object... arguments) {
      String sentence = String.format(Locale.ROOT, format, arguments);
      sentences.add(MINUS.matcher(sentence).replaceAll("−"));
      return this;
    }

    /**
     * Adds a number.
     *
     * @throws ArgumentException if there is one of this name
     */
    public Builder number(String name, double value) {
      if (numbers.putIfAbsent(name, value) != null) {
        throw new ArgumentException(
            "Findings: there is a number \"" + name + "\" already; give each name once.");
      }
      return this;
    }

    public Builder table(Table table) {
      tables.add(table);
      return this;
    }

    /**
     * Adds a figure; see {@link Illustration}.
     *
     * @throws ArgumentException if the name is no name of a file, or taken
     */
    public Builder figure(String file, Figure figure, String caption) {
      if (illustrations.stream().anyMatch(other -> other.file().equals(file))) {
        throw new ArgumentException(
            "Findings: there is a figure \"" + file + "\" already; give each a name of its own.");
      }
      illustrations.add(new Illustration(file, figure, caption));
      return this;
    }

    public Findings build() {
      return new Findings(sentences, numbers, tables, illustrations);
    }
  }
}
