package org.atled.lectures;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atled.core.error.AtledException;
import org.atled.formats.file.AtomicFile;
import org.atled.formats.file.AtomicFolder;
import org.atled.formats.json.JsonPlace;
import org.atled.plot.Figure;

/**
 * Experiments as pages that a browser shows and a docs site can serve as they are: plain HTML with
 * relative links, no script. Each experiment has a folder of its own, which is replaced as a whole,
 * with its page, its findings as JSON, and its figures as SVG and PNG; the gallery's index leads to
 * all that are there.
 *
 * @param folder where the experiments' folders are, made when it is checked or written, if it is
 *     not there
 */
public record Gallery(Path folder) {
  private static final String PAGE = "index.html";
  private static final String FINDINGS = "findings.json";

  /**
   * What was written of an experiment.
   *
   * @param page its page; the figures lie beside it
   * @param whyNoPng a sentence, where figures are there as SVG alone
   */
  public record Written(Path page, Optional<String> whyNoPng) {}

  /** The page that leads to the experiments. */
  public Path index() {
    return folder.resolve(PAGE);
  }

  /**
   * Finds out before long work whether an experiment could be written: makes the folder if it is
   * not there, and changes nothing that is.
   *
   * @throws AtledException if it could not, naming the path and the way out
   */
  public void checkWritable(Experiment experiment) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new AtledException("Cannot make the folder " + folder + ": " + e + ".", e);
    }
    try {
      if (Files.exists(index()) && !Files.readString(index()).contains(Page.GENERATOR)) {
        throw new AtledException(
            "Cannot write "
                + index()
                + ": it is there and is no gallery's index, so it is not replaced; choose another"
                + " folder.");
      }
    } catch (IOException e) {
      throw new AtledException("Cannot read " + index() + ": " + e + ".", e);
    }
    folderOf(experiment).checkWritable();
  }

  /**
   * Writes the folder of an experiment, in place of an earlier one, and the index. Where Java
   * cannot draw PNG files, the page does without.
   */
  public Written write(Exhibit exhibit) {
    checkWritable(exhibit.experiment());
    List<Figure.Saved> saved = new ArrayList<>();
    AtomicFolder target = folderOf(exhibit.experiment());
    target.write(
        figures(target),
        inside -> {
          for (Findings.Illustration illustration : exhibit.findings().illustrations()) {
            saved.add(illustration.figure().save(inside, illustration.file()));
          }
          Files.writeString(inside.resolve(PAGE), Page.of(exhibit, whyNoPng(saved).isEmpty()));
          Files.writeString(inside.resolve(FINDINGS), exhibit.json().pretty());
        });
    String page = Page.index(exhibits());
    AtomicFile.write(index(), page.getBytes(StandardCharsets.UTF_8));
    return new Written(folder.resolve(exhibit.experiment().name()).resolve(PAGE), whyNoPng(saved));
  }

  /** The figures of an earlier run; whatever they were called, they go with their page. */
  private static Set<String> figures(AtomicFolder of) {
    if (of.current().isEmpty()) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(of.current().get())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".svg") || name.endsWith(".png"))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new AtledException("Cannot read the folder " + of.target() + ": " + e + ".", e);
    }
  }

  private static Optional<String> whyNoPng(List<Figure.Saved> saved) {
    return saved.stream().flatMap(figure -> figure.whyNoPng().stream()).findFirst();
  }

  /** The findings of all experiments that are there, in the order of a lecture. */
  private List<JsonPlace> exhibits() {
    List<String> order = Experiments.all().stream().map(Experiment::name).toList();
    List<JsonPlace> found = new ArrayList<>();
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path file : folders.map(f -> f.resolve(FINDINGS)).filter(Files::exists).toList()) {
        found.add(JsonPlace.parse(Files.readAllBytes(file), file.toString()));
      }
    } catch (IOException e) {
      throw new AtledException("Cannot read the folder " + folder + ": " + e + ".", e);
    }
    found.sort(
        Comparator.comparing((JsonPlace exhibit) -> order.indexOf(exhibit.string("name")))
            .thenComparing(exhibit -> exhibit.string("name")));
    return found;
  }

  private AtomicFolder folderOf(Experiment experiment) {
    return new AtomicFolder(folder.resolve(experiment.name()), FINDINGS);
  }
}
