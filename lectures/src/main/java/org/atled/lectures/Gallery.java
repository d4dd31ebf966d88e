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
 * relative links, and nothing from elsewhere. Each experiment has a folder of its own, which is
 * replaced as a whole, with its page, its findings as JSON, and its figures as SVG and PNG; the
 * gallery's index leads to all that are there, and each page to those beside it in the course.
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
          JsonPlace found = new JsonPlace(exhibit.json(), FINDINGS, "");
          Files.writeString(
              inside.resolve(PAGE), Page.of(found, List.of(found), whyNoPng(saved).isEmpty()));
          Files.writeString(inside.resolve(FINDINGS), exhibit.json().pretty());
        });
    link();
    return new Written(folder.resolve(exhibit.experiment().name()).resolve(PAGE), whyNoPng(saved));
  }

  /** Writes the index, and those pages that lead to others than before. */
  private void link() {
    List<JsonPlace> all = exhibits();
    replace(index(), Page.index(all));
    for (JsonPlace exhibit : all) {
      Path own = folder.resolve(exhibit.string("name"));
      boolean png =
          exhibit.list("figures").stream()
              .allMatch(figure -> Files.exists(own.resolve(figure.string("file") + ".png")));
      replace(own.resolve(PAGE), Page.of(exhibit, all, png));
    }
  }

  private static void replace(Path page, String text) {
    try {
      if (Files.exists(page) && Files.readString(page).equals(text)) {
        return;
      }
    } catch (IOException e) {
      throw new AtledException("Cannot read " + page + ": " + e + ".", e);
    }
    AtomicFile.write(page, text.getBytes(StandardCharsets.UTF_8));
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

  /**
   * The findings of all experiments that are there, in the order of the course. What an earlier
   * version wrote, whose figures have no size, is left out until it is made again.
   */
  private List<JsonPlace> exhibits() {
    List<JsonPlace> found = new ArrayList<>();
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path file : folders.map(f -> f.resolve(FINDINGS)).filter(Files::exists).toList()) {
        JsonPlace exhibit = JsonPlace.parse(Files.readAllBytes(file), file.toString());
        if (exhibit.list("figures").stream().allMatch(figure -> figure.has("width"))) {
          found.add(exhibit);
        }
      }
    } catch (IOException e) {
      throw new AtledException("Cannot read the folder " + folder + ": " + e + ".", e);
    }
    found.sort(
        Comparator.comparing((JsonPlace exhibit) -> exhibit.string("name"), Course.order())
            .thenComparing(exhibit -> exhibit.string("name")));
    return found;
  }

  private AtomicFolder folderOf(Experiment experiment) {
    return new AtomicFolder(folder.resolve(experiment.name()), FINDINGS);
  }
}
