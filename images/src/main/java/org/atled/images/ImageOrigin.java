package org.atled.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.formats.bytes.Unreadable;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * What a model was trained on, so that the images that were kept from it can be found again.
 *
 * @param folder where they were
 * @param digest see {@link ImageFolder#digest}
 * @param seed by which they were split
 * @param skips whether images that cannot be read were left out
 */
public record ImageOrigin(Path folder, String digest, Seed seed, boolean skips) {
  /** The origin of a model of this folder. */
  public static ImageOrigin of(ImageFolder folder, Seed seed, boolean skips) {
    Path path = folder.folder().toAbsolutePath().normalize();
    return new ImageOrigin(path, folder.digest(), seed, skips);
  }

  /** Whether this is the folder, whatever path or link leads to it. */
  public boolean isOf(Path other) {
    try {
      return Files.isDirectory(folder) && Files.isSameFile(folder, other);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the folder has the files that it had, so that those that were kept are known. */
  public boolean isKnown() {
    return known().isPresent();
  }

  /** How many of these images the model learned from, as far as the folder still tells. */
  public int learned(List<ImageFolder.Item> images) {
    Set<Path> train =
        known().stream()
            .flatMap(own -> own.train().stream())
            .map(ImageOrigin::real)
            .collect(Collectors.toSet());
    return (int) images.stream().map(ImageOrigin::real).filter(train::contains).count();
  }

  private Optional<ImageFolder> known() {
    try {
      return Optional.of(ImageFolder.of(folder, seed))
          .filter(images -> images.digest().equals(digest));
    } catch (AtledException e) {
      return Optional.empty(); // it no longer has classes, or is no longer there
    }
  }

  private static Path real(ImageFolder.Item image) {
    try {
      return image.file().toRealPath();
    } catch (IOException e) {
      throw Unreadable.because(image.file(), e);
    }
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
              + " name another folder to measure on.");
    }
    return images;
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("folder", folder.toString())
        .put("sha256", digest)
        .put("seed", seed.value())
        .put("skips_bad_images", skips)
        .build();
  }

  static ImageOrigin read(JsonPlace json) {
    Path folder;
    try {
      folder = Path.of(json.string("folder"));
    } catch (InvalidPathException e) {
      throw json.get("folder").error("is no path on this system: " + e.getMessage() + ".");
    }
    return new ImageOrigin(
        folder,
        json.string("sha256"),
        Seed.of(json.longValue("seed")),
        json.bool("skips_bad_images"));
  }
}
