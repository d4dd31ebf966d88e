package org.atled.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.atled.core.error.AtledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFoldersTest {
  private static final String HOME = "/home/ada";

  @Test
  void everySystemHasItsCache() {
    assertThat(DataFolders.of(Map.of(), "Linux", HOME).cache())
        .isEqualTo(Path.of(HOME, ".cache", "atled"));
    assertThat(DataFolders.of(Map.of("XDG_CACHE_HOME", "/caches"), "Linux", HOME).cache())
        .isEqualTo(Path.of("/caches", "atled"));
    assertThat(DataFolders.of(Map.of(), "Mac OS X", HOME).cache())
        .isEqualTo(Path.of(HOME, "Library", "Caches", "atled"));
    assertThat(DataFolders.of(Map.of("LOCALAPPDATA", "/local"), "Windows 11", HOME).cache())
        .isEqualTo(Path.of("/local", "atled"));
    assertThat(DataFolders.of(Map.of(), "Windows 11", HOME).cache())
        .isEqualTo(Path.of(HOME, "AppData", "Local", "atled"));
  }

  @Test
  void theNamedFolderComesBeforeTheVariableAndTheCache(@TempDir Path named) {
    var folders = DataFolders.of(Map.of("ATLED_DATA", "/data"), "Linux", HOME).first(named);

    assertThat(folders.places("mnist"))
        .containsExactly(
            named.resolve("mnist"),
            named,
            Path.of("/data", "mnist"),
            Path.of("/data"),
            Path.of(HOME, ".cache", "atled", "mnist"));
  }

  @Test
  void anEmptyVariableIsNone() {
    assertThat(DataFolders.of(Map.of("ATLED_DATA", " "), "Linux", HOME).given()).isEmpty();
  }

  @Test
  void aNamedFolderMustExist(@TempDir Path empty) {
    Path missing = empty.resolve("missing");

    assertThatThrownBy(() -> DataFolders.usual().first(missing))
        .isInstanceOf(AtledException.class)
        .hasMessage("The data folder " + missing + " is not a folder; name one that exists.");
  }
}
