package org.atled.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.atled.core.shape.Shape;
import org.atled.formats.bytes.ByteReader;
import org.atled.formats.bytes.Unreadable;
import org.atled.formats.tar.Tar;

/**
 * A data set of colour images [3, 32, 32] in CIFAR's binary form: records of some bytes of labels,
 * then 1,024 bytes each of red, green and blue, row by row. It lies in the archive in which it is
 * published, or in files beside each other, of which any number may be there to learn from.
 *
 * @param archive where the archive can be had
 * @param inside the folder in the archive
 * @param train the names of the files to learn from, in their order
 * @param test the name of the file to measure on
 * @param labels how many there may be of each of a record's labels, of which the last is its class
 * @param classes the names of the classes
 * @param most records in a file
 */
record CifarFiles(
    FileSet archive,
    String inside,
    List<String> train,
    String test,
    List<Integer> labels,
    List<String> classes,
    int most) {
  private static final int SIDE = 32;
  private static final Shape IMAGE = Shape.of(3, SIDE, SIDE);

  /**
   * Finds the files, downloads the archive if they are nowhere, and reads them.
   *
   * @throws ArgumentException if a folder of the data set's name has files of one part alone
   */
  Split load(DataFolders folders, Fetcher fetcher, DownloadListener listener) {
    for (Path place : folders.places(archive.folder())) {
      for (Path folder : List.of(place, place.resolve(inside))) {
        List<Path> batches = there(folder, train);
        List<Path> kept = there(folder, List.of(test));
        if (!batches.isEmpty() && !kept.isEmpty()) {
          return loose(batches, kept.getFirst());
        }
        boolean own = folder.endsWith(archive.folder()) || folder.endsWith(inside);
        if (own && !(batches.isEmpty() && kept.isEmpty())) {
          throw new ArgumentException(
              "Data set \"%s\": %s has files to %s but none to %s, %s; put it there, or take the others away."
                  .formatted(
                      archive.dataset(),
                      folder,
                      kept.isEmpty() ? "learn from" : "measure on",
                      kept.isEmpty() ? "measure on" : "learn from",
                      kept.isEmpty() ? test : train.getFirst()));
        }
      }
      Optional<Path> packed = FileSet.find(place, archive.files().getFirst());
      if (packed.isPresent()) {
        return packed(packed.get());
      }
    }
    Path cache = archive.locate(folders, fetcher, listener);
    return packed(FileSet.find(cache, archive.files().getFirst()).orElseThrow());
  }

  private static List<Path> there(Path folder, List<String> names) {
    return names.stream().flatMap(name -> FileSet.find(folder, name + ".gz").stream()).toList();
  }

  private Split loose(List<Path> batches, Path kept) {
    List<Records> learned = new ArrayList<>();
    batches.forEach(file -> learned.add(records(file)));
    return new Split(dataset(learned), dataset(List.of(records(kept))));
  }

  private Split packed(Path file) {
    Map<String, Records> all = new LinkedHashMap<>();
    try (Tar tar = Tar.open(file)) {
      for (Optional<Tar.Entry> e = tar.next(); e.isPresent(); e = tar.next()) {
        Tar.Entry entry = e.get();
        String name = entry.name().substring(entry.name().lastIndexOf('/') + 1);
        if (train.contains(name) || name.equals(test)) {
          all.put(name, records(file + ", " + entry.name(), entry::read));
        }
      }
    }
    List<String> missing =
        Stream.concat(train.stream(), Stream.of(test))
            .filter(name -> !all.containsKey(name))
            .toList();
    if (!missing.isEmpty()) {
      throw new FormatException(
          file,
          -1,
          "the archive has no " + String.join(", ", missing) + "; is it of another data set?");
    }
    List<Records> learned =
        train.stream().map(name -> Optional.ofNullable(all.get(name)).orElseThrow()).toList();
    Records kept = Optional.ofNullable(all.get(test)).orElseThrow();
    return new Split(dataset(learned), dataset(List.of(kept)));
  }

  private ArrayDataset dataset(List<Records> parts) {
    int count = parts.stream().mapToInt(part -> part.classes().length).sum();
    int each = IMAGE.elements();
    byte[] pixels = new byte[Math.multiplyExact(count, each)];
    long[] numbers = new long[count];
    int at = 0;
    for (Records part : parts) {
      System.arraycopy(part.pixels(), 0, pixels, at * each, part.pixels().length);
      for (byte number : part.classes()) {
        numbers[at++] = number & 0xFF;
      }
    }
    var info = new DatasetInfo(archive.dataset(), IMAGE, new Task.Classification(classes));
    return ArrayDataset.of(info, new Rows.Bytes(pixels, IMAGE), new Rows.Labels(numbers));
  }

  /** What a file holds. */
  private record Records(byte[] pixels, byte[] classes) {}

  /** Gives the next bytes of a file, fewer than asked for at its end alone. */
  private interface Source {
    int read(byte[] into, int count);
  }

  private Records records(Path file) {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        ByteReader in = ByteReader.inflating(file.toString(), bytes, Files.size(file))) {
      return records(file.toString(), in::fillUpTo);
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
  }

  private Records records(String name, Source in) {
    byte[] record = new byte[labels.size() + IMAGE.elements()];
    var pixels = new ByteArrayOutputStream();
    var numbers = new ByteArrayOutputStream();
    int read = in.read(record, record.length);
    for (int i = 0; read > 0; i++) {
      if (i == most) {
        throw wrong(
            name,
            "there are more records than the %s that a file of %s has",
            most,
            archive.dataset());
      }
      if (read < record.length) {
        throw wrong(
            name, "record %s (from 0) has %s bytes but must have %s", i, read, record.length);
      }
      checkLabels(name, i, record);
      numbers.write(record[labels.size() - 1]);
      pixels.write(record, labels.size(), IMAGE.elements());
      read = in.read(record, record.length);
    }
    if (numbers.size() == 0) {
      throw wrong(name, "there is no record, but must be at least one of %s bytes", record.length);
    }
    return new Records(pixels.toByteArray(), numbers.toByteArray());
  }

  private void checkLabels(String name, int number, byte[] record) {
    for (int i = 0; i < labels.size(); i++) {
      int label = record[i] & 0xFF;
      if (label >= labels.get(i)) {
        String which = labels.size() == 1 ? "label" : i == 0 ? "coarse label" : "fine label";
        throw wrong(
            name,
            "record %s (from 0) has the %s %s, but those of %s go from 0 to %s",
            number,
            which,
            label,
            archive.dataset(),
            labels.get(i) - 1);
      }
    }
  }

  private static FormatException wrong(String name, String fault, Object... parts) {
    return new FormatException(
        name,
        -1,
        fault.formatted(parts) + "; the file is cut short, damaged or of another data set.");
  }
}
