package org.atled.images;

import java.nio.file.Files;
import java.nio.file.Path;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * What a model was trained on, so that the images that were kept from it can be found again.
 *
 * @param folder where they were
 * @param digest see {@link ImageFolder#digest}
 * @param seed by which they were split
 */
public record ImageOrigin(Path folder, String digest, Seed seed) {
  /** The origin of a model of this folder. */
  public static ImageOrigin of(ImageFolder folder, Seed seed) {
    return new ImageOrigin(folder.folder().toAbsolutePath().normalize(), folder.digest(), seed);
  }

  /**
   * Lists the folder again.
   *
   * @throws StateException if it is no longer there, or has other files
   */
  public ImageFolder images() {
    if (!Files.isDirectory(folder)) {
      throw new StateException(
          "The model learned from "
              + folder
              + ", which is no longer there; name a folder to measure on.");
    }
    ImageFolder images = ImageFolder.of(folder, seed);
    if (!images.digest().equals(digest)) {
      throw new StateException(
          "The model learned from "
              + folder
              + ", which has other files since, so that those that were kept from it are not known;"
              + " name a folder to measure on.");
    }
    return images;
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("folder", folder.toString())
        .put("sha256", digest)
        .put("seed", seed.value())
        .build();
  }

  static ImageOrigin read(JsonPlace json) {
    return new ImageOrigin(
        Path.of(json.string("folder")), json.string("sha256"), Seed.of(json.longValue("seed")));
  }
}
