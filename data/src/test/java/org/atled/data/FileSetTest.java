package org.atled.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSetTest {
  /** The SHA-256 of "one" and of "two", by sha256sum. */
  private static final RemoteFile ONE =
      new RemoteFile(
          "one.gz", 3, "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed");

  private static final RemoteFile TWO =
      new RemoteFile(
          "two.gz", 3, "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3");

  private static final FileSet FILES =
      new FileSet("pair", URI.create("http://mirror.example/pair/"), List.of(ONE, TWO));

  private static final Fetcher NAMES = file -> bytes(file.getPath().replaceAll(".*/|\\.gz", ""));

  private static final Fetcher OFFLINE =
      file -> {
        throw new IOException("no connection to " + file.getHost());
      };

  @TempDir private Path folder;
  private Path given;
  private Path cache;
  private DataFolders folders;

  @BeforeEach
  void lay() throws IOException {
    given = Files.createDirectory(folder.resolve("given"));
    cache = folder.resolve("cache");
    folders = new DataFolders(List.of(given), cache);
  }

  @Test
  void takesFilesFromTheirFolderOrBesideOthers() throws IOException {
    put(given, "one.gz", "two");
    assertThat(locate(OFFLINE)).isEqualTo(given);

    put(given.resolve("pair"), "one.gz", "two.gz");
    assertThat(locate(OFFLINE)).isEqualTo(given.resolve("pair"));
    assertThat(cache).doesNotExist();
  }

  @Test
  void findsWithoutAskingTheMirrorInAFolderOfItsName() throws IOException {
    assertThat(FILES.find(folders)).isEmpty();

    put(given, "one.gz", "two.gz");
    assertThat(FILES.find(folders)).isEmpty();

    put(cache.resolve("pair"), "one.gz");
    assertThat(FILES.find(folders)).isEmpty();

    put(cache.resolve("pair"), "two");
    assertThat(FILES.find(folders)).contains(cache.resolve("pair"));
    assertThat(FILES.find(new DataFolders(List.of(cache.resolve("pair")), given)))
        .contains(cache.resolve("pair"));
  }

  @Test
  void bringsOnlyWhatTheCacheLacks() throws IOException {
    put(cache.resolve("pair"), "one.gz");
    var asked = new ArrayList<URI>();

    Path found =
        locate(file -> {
          asked.add(file);
          return NAMES.open(file);
        });

    assertThat(found).isEqualTo(cache.resolve("pair"));
    assertThat(asked).containsExactly(URI.create("http://mirror.example/pair/two.gz"));
    assertThat(found.resolve("two.gz")).hasContent("two");
    assertThat(locate(OFFLINE)).isEqualTo(found);
  }

  @Test
  void tellsHowTheDownloadGoesOn() {
    var heard = new ArrayList<String>();

    FILES.locate(
        folders, NAMES, (file, bytes, total) -> heard.add(file + " " + bytes + "/" + total));

    assertThat(heard).containsExactly("one.gz 3/3", "two.gz 3/3");
  }

  @Test
  void withoutNetworkSaysWhichFilesToPutWhere() throws IOException {
    put(given, "one.gz");

    assertThatThrownBy(() -> locate(OFFLINE))
        .isInstanceOf(AtledException.class)
        .hasMessage(
            "Data set \"pair\": its files are not in "
                + given.resolve("pair")
                + ", "
                + given
                + ", "
                + cache.resolve("pair")
                + ", and http://mirror.example/pair/one.gz could not be downloaded (no connection"
                + " to mirror.example). Put these 2 files into "
                + cache.resolve("pair")
                + ", or into a folder that ATLED_DATA names: one.gz, two.gz.");
    assertThat(filesIn(cache.resolve("pair"))).isEmpty();
  }

  @Test
  void keepsNothingOfAWrongFile() throws IOException {
    assertThatThrownBy(() -> locate(file -> bytes("six")))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "http://mirror.example/pair/one.gz: the download has the SHA-256"
                + " 44778d82365e4af681c40d5f0eef5cf6f5899d3f0ac335050a7ed6779cf3f674 but must have "
                + ONE.sha256()
                + "; nothing of it was kept. Try again, or put the file into "
                + cache.resolve("pair")
                + " by hand.");
    assertThat(filesIn(cache.resolve("pair"))).isEmpty();
  }

  @Test
  void keepsNothingOfABrokenDownload() throws IOException {
    assertThatThrownBy(() -> locate(file -> breakingOff()))
        .hasMessageContaining("could not be downloaded (the connection broke off)");
    assertThat(filesIn(cache.resolve("pair"))).isEmpty();
  }

  @Test
  void endlessAnswersAreCutOff() throws IOException {
    assertThatThrownBy(() -> locate(file -> endless()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("nothing of it was kept");
    assertThat(filesIn(cache.resolve("pair"))).isEmpty();
  }

  private Path locate(Fetcher fetcher) {
    return FILES.locate(folders, fetcher, DownloadListener.none());
  }

  private static void put(Path folder, String... names) throws IOException {
    Files.createDirectories(folder);
    for (String name : names) {
      Files.writeString(folder.resolve(name), name);
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static InputStream breakingOff() {
    return new InputStream() {
      private int left = 2;

      @Override
      public int read() throws IOException {
        if (left-- <= 0) {
          throw new IOException("the connection broke off");
        }
        return 'o';
      }
    };
  }

  private static InputStream endless() {
    return new InputStream() {
      @Override
      public int read() {
        return 'o';
      }
    };
  }
}
