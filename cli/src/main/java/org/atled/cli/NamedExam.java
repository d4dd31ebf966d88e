package org.atled.cli;

import java.nio.file.Path;
import org.atled.core.error.ArgumentException;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Datasets;
import org.atled.data.Split;
import org.atled.data.Task;
import org.atled.images.ImageModel;
import org.atled.train.SavedModel;

/** The test part of a data set that is known by name, for a saved model. */
final class NamedExam {
  private NamedExam() {}

  /**
   * Loads it.
   *
   * @param folder of the model, for the error
   * @throws ArgumentException if it has another shape or other classes than the model learned
   */
  static Dataset of(
      Path folder, SavedModel saved, Datasets.Known known, DataOption data, Progress progress) {
    Dataset test = split(folder, saved, known, data, progress).test();
    return ImageModel.isMeant(saved) ? ImageModel.of(folder, saved).preparation().of(test) : test;
  }

  /**
   * Loads both parts, as they are.
   *
   * @throws ArgumentException likewise
   */
  static Split split(
      Path folder, SavedModel saved, Datasets.Known known, DataOption data, Progress progress) {
    Split split = data.load(known, progress);
    DatasetInfo model = saved.info();
    DatasetInfo other = split.info();
    if (!model.input().equals(other.input()) || !model.task().equals(other.task())) {
      throw new ArgumentException(
          "The model in "
              + folder
              + " learned from "
              + describe(model)
              + ", but the data set is "
              + describe(other)
              + "; name one of the same shape and classes.");
    }
    return split;
  }

  static String describe(DatasetInfo info) {
    String task =
        switch (info.task()) {
          case Task.Classification classes ->
              " in the classes " + String.join(", ", classes.classes());
          case Task.Regression regression -> " with " + regression.outputs() + " numbers to find";
          case Task.Own() -> " for a task of its own";
        };
    return info.name() + " (" + info.input() + task + ")";
  }
}
