package org.atled.lectures;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.AtledException;
import org.atled.formats.file.AtomicFile;
import org.atled.formats.file.AtomicFolder;
import org.atled.plot.Figure;

/**
 * Experiments as pages that a browser shows and a docs site can serve as they are: plain HTML with
 * relative links, no script. Each experiment has a folder of its own, which is replaced as a whole,
 * with its page, its findings as JSON, and its figures as SVG and PNG; {@link #index} makes the
 * page that leads to them.
 *
 * @param folder where the experiments' folders are, made when something is written
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

  /**
   * Finds out before long work, and without changing anything that is there, whether the
   * experiment's folder could be written.
   *
   * @throws AtledException if it could not, naming the path and the way out
   */
  public void checkWritable(Experiment experiment) {
    makeFolder();
    exhibitFolder(experiment).checkWritable();
  }

  /**
   * Finds out the same for the index.
   *
   * @throws AtledException if another page stands in its place
   */
  public void checkIndexWritable() {
    makeFolder();
    Path index = folder.resolve(PAGE);
    try {
      if (Files.exists(index) && !Files.readString(index).contains(Page.GENERATOR)) {
        throw new AtledException(
            "Cannot write "
                + index
                + ": it is there and is no gallery's index, so it is not replaced; choose another"
                + " folder.");
      }
    } catch (IOException e) {
      throw new AtledException("Cannot read " + index + ": " + e + ".", e);
    }
  }

  /**
   * Writes the folder of an experiment, in place of an earlier one. Where Java cannot draw PNG
   * files, the page does without.
   */
  public Written write(Exhibit exhibit) {
    makeFolder();
    List<Figure.Saved> saved = new ArrayList<>();
    exhibitFolder(exhibit.experiment())
        .write(inside -> {
          for (Findings.Illustration illustration : exhibit.findings().illustrations()) {
            saved.add(illustration.figure().save(inside, illustration.file()));
          }
          Optional<String> whyNoPng = whyNoPng(saved);
          Files.writeString(inside.resolve(PAGE), Page.of(exhibit, whyNoPng.isEmpty()));
          Files.writeString(inside.resolve(FINDINGS), exhibit.json().pretty());
        });
    return new Written(folder.resolve(exhibit.experiment().name()).resolve(PAGE), whyNoPng(saved));
  }

  private static Optional<String> whyNoPng(List<Figure.Saved> saved) {
    return saved.stream().flatMap(figure -> figure.whyNoPng().stream()).findFirst();
  }

  /**
   * Writes the page that leads to the experiments.
   *
   * @return the page
   */
  public Path index(List<Exhibit> exhibits) {
    checkIndexWritable();
    Path index = folder.resolve(PAGE);
    AtomicFile.write(index, Page.index(exhibits).getBytes(StandardCharsets.UTF_8));
    return index;
  }

  private AtomicFolder exhibitFolder(Experiment experiment) {
    return new AtomicFolder(folder.resolve(experiment.name()), FINDINGS);
  }

  private void makeFolder() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new AtledException("Cannot make the folder " + folder + ": " + e + ".", e);
    }
  }
}
