package org.atled.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.data.ArrayFile;
import org.atled.data.Dataset;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * The arrays that a model was trained on, so that the images that it was measured on can be found
 * again.
 *
 * @param digest of their files
 * @param seed by which they were split
 */
public record ArrayOrigin(ImageArrays arrays, String digest, Seed seed) {
  /** The origin of a model of these arrays. */
  public static ArrayOrigin of(ImageArrays arrays, Seed seed) {
    return new ArrayOrigin(arrays.absolute(), arrays.digest(), seed);
  }

  /**
   * Reads the images again that the model did not learn from.
   *
   * @param name what the data set is called
   * @throws StateException if a file is no longer there, or has changed
   */
  public Dataset kept(String name) {
    check();
    return arrays.read(name, seed).split().test();
  }

  /**
   * Reads other images, as those were that the model learned from; the labels of these tell which
   * number stands for which class.
   *
   * @param name what the data set is called
   * @throws StateException if a file that it learned from is no longer there, or has changed
   * @throws org.atled.core.error.ArgumentException if the others are of another shape
   */
  public Dataset others(String name, ImageArrays.Part part) {
    check();
    return arrays.measuredOn(part).read(name, seed).split().test();
  }

  /** Whether the model learned from these images, from all or some. */
  public boolean learned(ArrayFile images) {
    return arrays.train().images().equals(images.absolute());
  }

  private void check() {
    List<ImageArrays.Part> parts = new ArrayList<>(List.of(arrays.train()));
    arrays.test().ifPresent(parts::add);
    for (ImageArrays.Part part : parts) {
      for (Path file : List.of(part.images().file(), part.labels().file())) {
        if (!Files.exists(file)) {
          throw new StateException(
              "The model learned from "
                  + file
                  + ", which is no longer there; put it back, or train again.");
        }
      }
    }
    if (!arrays.digest().equals(digest)) {
      throw new StateException(
          "The model learned from "
              + arrays.train().images()
              + ", which or whose labels have changed since, so that what was kept from it is not"
              + " known; train again.");
    }
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("arrays", arrays.json())
        .put("sha256", digest)
        .put("seed", seed.value())
        .build();
  }

  static ArrayOrigin read(JsonPlace json) {
    return new ArrayOrigin(
        ImageArrays.read(json.object("arrays")),
        json.string("sha256"),
        Seed.of(json.longValue("seed")));
  }
}
