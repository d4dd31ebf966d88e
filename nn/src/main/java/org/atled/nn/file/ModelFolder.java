package org.atled.nn.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Parameter;
import org.atled.formats.file.AtomicFolder;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.Layer;
import org.atled.nn.Module;
import org.atled.nn.layer.Layers;

/**
 * A saved model: {@code model.json}, which describes the layers for people and for {@link Layers},
 * and {@code model.safetensors}, which holds the numbers by path. What is saved is replaced as a
 * whole; other files in the folder stay.
 */
public final class ModelFolder {
  /** Where figures of the model are put, in its folder; they go with it when it is replaced. */
  public static final String FIGURES = "figures";

  /** Where a run that goes on writes what is needed to resume it, in the folder of its model. */
  public static final String CHECKPOINTS = "checkpoints";

  /** What the run was that made the model, in its folder; it goes with it when it is replaced. */
  public static final String RUN = "run.yaml";

  /**
   * What was fitted to examples that the model did not learn from, in its folder; it goes with it
   * when it is replaced.
   */
  public static final String CONFIDENCE = "confidence.json";

  private static final String DESCRIPTION = "model.json";
  private static final String NUMBERS = "model.safetensors";
  private static final String FILES = "files";

  /** What stands beside a model that a trainer saved. */
  private static final List<String> OF_A_RUN =
      List.of("history.json", "optimizer.safetensors", "partial.safetensors", "training.json");

  private static final String FORMAT = "atled-model";
  private static final long VERSION = 1;

  private ModelFolder() {}

  /** Writes further files beside the model's own. */
  @FunctionalInterface
  public interface Extra {
    void writeTo(Path folder) throws IOException;
  }

  /**
   * A model that was read.
   *
   * @param model with its numbers
   * @param about what was saved with it
   * @param folder where further files are read from
   */
  public record Loaded(Module model, JsonPlace about, Path folder) {
    /**
     * The model, if it goes from one tensor to one.
     *
     * @throws StateException if it does not
     */
    public Layer layer() {
      if (model instanceof Layer layer) {
        return layer;
      }
      throw new StateException(
          "The model in %s is a %s, which takes and gives something else than one tensor; use model()"
                  .formatted(folder, model)
              + " and its own apply.");
    }
  }

  /**
   * Finds out before training, and without changing anything, whether a model could be saved.
   *
   * @throws AtledException as {@link #save} would
   */
  public static void checkWritable(Path folder) {
    at(folder).checkWritable();
  }

  /**
   * Puts in order what processes that were killed left in saving a model here, and deletes what
   * they had written beside it.
   *
   * @throws AtledException if the folder cannot be written
   */
  public static void settle(Path folder) {
    at(folder).settle();
  }

  private static AtomicFolder at(Path folder) {
    return new AtomicFolder(folder, DESCRIPTION, Set.of(CHECKPOINTS));
  }

  /** Saves a model alone. */
  public static void save(Path folder, Module model) {
    save(folder, model, JsonObject.builder().build(), unused -> {});
  }

  /**
   * Saves a model with what belongs to it. An earlier model in the folder is replaced, whole or not
   * at all: what it was saved with goes too, its {@link #FIGURES}, {@link #CHECKPOINTS}, {@link
   * #RUN} and {@link #CONFIDENCE}. All other files stay.
   *
   * @param about goes into the description
   * @throws AtledException if the folder cannot be written, or holds something else
   */
  public static void save(Path folder, Module model, JsonObject about, Extra extra) {
    save(folder, model, about, Set.of(), extra);
  }

  /**
   * The same where some of what goes is to stay.
   *
   * @param keeping names in the folder, such as {@link #CHECKPOINTS} of the run that is saved
   */
  public static void save(
      Path folder, Module model, JsonObject about, Set<String> keeping, Extra extra) {
    JsonObject.Builder description =
        JsonObject.builder()
            .put("format", FORMAT)
            .put("version", VERSION)
            .put("about", about)
            .put("parameters", model.state().parameterCount())
            .put("frozen", JsonArray.ofStrings(frozen(model)))
            .put("model", Layers.describe(model));
    Set<String> own = own(folder);
    own.removeAll(keeping);
    at(folder)
        .write(
            own,
            target -> {
              CellFile.write(target.resolve(NUMBERS), model.state().entries());
              extra.writeTo(target);
              description.put(FILES, JsonArray.ofStrings(names(target)));
              Files.writeString(target.resolve(DESCRIPTION), description.build().pretty() + "\n");
            });
  }

  /** What was written beside the description, which names it: by it the next save knows its own. */
  private static List<String> names(Path written) throws IOException {
    try (Stream<Path> files = Files.list(written)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** What belongs to the model in a folder, if there is one. */
  private static Set<String> own(Path folder) {
    Set<String> own = new HashSet<>(Set.of(NUMBERS, FIGURES, CHECKPOINTS, RUN, CONFIDENCE));
    at(folder).current().ifPresent(current -> own.addAll(files(current.resolve(DESCRIPTION))));
    return own;
  }

  /**
   * What the description names; where it is damaged or does not say, what runs are saved with, so
   * that nothing of an earlier run is taken for one of the new model.
   */
  private static List<String> files(Path description) {
    try {
      JsonPlace json = JsonPlace.parse(bytes(description), description.toString());
      return json.has(FILES) ? json.strings(FILES) : OF_A_RUN;
    } catch (FormatException e) {
      return OF_A_RUN;
    }
  }

  /** When the model in a folder was saved; empty if there is none. */
  public static Optional<Instant> savedAt(Path folder) {
    return at(folder)
        .current()
        .map(current -> {
          try {
            return Files.getLastModifiedTime(current.resolve(DESCRIPTION)).toInstant();
          } catch (IOException e) {
            throw new AtledException("Cannot read " + current + ": " + e + ".", e);
          }
        });
  }

  /** Loads a model made of Atled's layers. */
  public static Loaded load(Path folder) {
    return load(folder, Layers.standard());
  }

  /**
   * Loads a model made of known layers.
   *
   * @throws FormatException if a file is missing or damaged
   * @throws StateException if a layer is not known, or the numbers do not fit the description
   */
  public static Loaded load(Path folder, Layers layers) {
    Path current = current(folder);
    Path file = current.resolve(DESCRIPTION);
    JsonPlace json = checked(JsonPlace.parse(bytes(file), file.toString()), file);
    Module model = make(file, json, layers);
    // Nothing needs to be drawn that is overwritten next; a model that does not fit is dropped.
    model.markInitialized();
    restore(current, model);
    freeze(model, json.find("frozen").map(unused -> json.strings("frozen")).orElse(List.of()));
    return new Loaded(model, json.object("about"), current);
  }

  private static JsonPlace checked(JsonPlace json, Path file) {
    if (!json.string("format").equals(FORMAT) || json.longValue("version") != VERSION) {
      throw new FormatException(
          file,
          -1,
          "is \""
              + json.string("format")
              + "\" version "
              + json.longValue("version")
              + " but this Atled reads \""
              + FORMAT
              + "\" version "
              + VERSION
              + ".");
    }
    return json;
  }

  /**
   * The description of a network in a file, for {@link Layers#make}: what the description of a
   * saved model says of it, or all that stands in any other file.
   *
   * @throws AtledException if the file cannot be read
   * @throws FormatException if it is damaged, or no object of JSON
   */
  public static JsonPlace network(Path file) {
    JsonPlace json = JsonPlace.parse(bytes(file), file.toString());
    return json.has("format") ? checked(json, file).object("model") : json;
  }

  /**
   * Where the files of a saved model are to be read from: the folder itself, or what an interrupted
   * replacement left of it.
   *
   * @throws FormatException if there is none
   */
  public static Path current(Path folder) {
    return find(folder)
        .orElseThrow(() ->
            new FormatException(
                folder,
                -1,
                Files.isDirectory(folder)
                    ? "is not a saved model: there is no " + DESCRIPTION + " in it."
                    : "there is no such folder; train with --out, or save a model there, first."));
  }

  /** The same, empty where there is no saved model. */
  public static Optional<Path> find(Path folder) {
    return at(folder).current();
  }

  /**
   * What the description of a saved model says of its layers.
   *
   * @param current as {@link #current} says
   */
  public static Json layers(Path current) {
    return network(current.resolve(DESCRIPTION)).value();
  }

  /**
   * Gives a model the numbers that are saved.
   *
   * @param current as {@link #current} says
   * @throws StateException if they do not fit the model; it is unchanged then
   */
  public static void restore(Path current, Module model) {
    Path numbers = current.resolve(NUMBERS);
    try {
      model.state().restore(CellFile.read(numbers));
    } catch (StateException e) {
      throw e.within(numbers.toString());
    }
    model.markInitialized();
  }

  /** A description may ask for any size: what the heap cannot hold is the file's fault. */
  private static Module make(Path file, JsonPlace json, Layers layers) {
    try {
      return layers.make(json.object("model"));
    } catch (OutOfMemoryError e) {
      throw new FormatException(
          file,
          -1,
          "describes layers that do not fit into the heap of "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB; it is damaged, or the JVM needs a larger -Xmx.");
    }
  }

  private static List<String> frozen(Module model) {
    List<String> paths = new ArrayList<>();
    model
        .state()
        .entries()
        .forEach((path, cell) -> {
          if (cell instanceof Parameter parameter && parameter.isFrozen()) {
            paths.add(path);
          }
        });
    return paths;
  }

  private static void freeze(Module model, List<String> paths) {
    model
        .state()
        .entries()
        .forEach((path, cell) -> {
          if (cell instanceof Parameter parameter && paths.contains(path)) {
            parameter.freeze(true);
          }
        });
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AtledException("Cannot read " + file + ": " + e, e);
    }
  }
}
