package org.atled.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.atled.data.Dataset;
import org.atled.tables.series.SeriesFile;
import org.atled.tables.series.SeriesModel;

/**
 * Series on which a model of their classes is measured.
 *
 * @param note what the measurement is of, where somebody may take it for another
 */
record SeriesExam(Dataset examples, Optional<String> note) {
  /** All of a file, or without one what was kept from the model. */
  static SeriesExam of(SeriesModel model, Optional<Path> file) {
    if (file.isEmpty()) {
      return new SeriesExam(model.kept(), Optional.empty());
    }
    SeriesFile series = model.preparation().readLabelled(file.get());
    Dataset examples = model.examples(TableFile.stem(file.get()), series);
    return new SeriesExam(
        examples,
        model.preparation().origin().learned(series)
            ? Optional.of(
                "note: the model learned from this file, so it has seen these series, or most")
            : Optional.empty());
  }
}
