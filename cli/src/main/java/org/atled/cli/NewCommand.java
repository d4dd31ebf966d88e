package org.atled.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.atled.core.error.AtledException;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atled new}. */
@SuppressWarnings("NullAway.Init")
@Command(
    name = "new",
    sortOptions = false,
    description = {
      "Write a small project of your own that trains a network and predicts.",
      "",
      "It is built by Maven, as a module, unless an option says otherwise.",
      ""
    })
final class NewCommand implements Callable<Integer> {
  /** Puts Atled's jars where Maven finds them. */
  static final String INSTALL = "mvn install -Dmaven.test.skip";

  /** One of the kinds that are not the usual one. */
  static final class Kind {
    @Option(names = "--class-path", description = "No module: Atled is on the class path.")
    boolean classPath;

    @Option(
        names = "--single-file",
        description = "No Maven: one source file for java, and a folder of Atled's jars.")
    boolean singleFile;

    ProjectKind kind() {
      return singleFile
          ? ProjectKind.SINGLE_FILE
          : classPath ? ProjectKind.CLASS_PATH : ProjectKind.MODULE_PATH;
    }
  }

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Its folder: a new or an empty one.")
  Path folder;

  @ArgGroup(exclusive = true)
  Kind chosen = new Kind();

  @Mixin Common common;

  @Override
  public Integer call() {
    ProjectKind kind = chosen.kind();
    checkEmpty();
    Map<String, Path> jars = new LinkedHashMap<>();
    if (kind == ProjectKind.SINGLE_FILE) {
      ProgramJars.find(ModuleLayer.boot())
          .forEach(jar -> jars.put("lib/" + jar.getFileName(), jar));
    }
    write(kind.files(), jars);
    tell(kind, Stream.concat(kind.files().keySet().stream(), jars.keySet().stream()).toList());
    return 0;
  }

  private void checkEmpty() {
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new AtledException(folder + " is a file; name a new folder, or an empty one.");
    }
    try (Stream<Path> content = Files.list(folder)) {
      content
          .findFirst()
          .ifPresent(path -> {
            throw new AtledException(
                "The folder %s is not empty (it has %s), and nothing in it is to be lost; name"
                        .formatted(folder, path.getFileName())
                    + " a new folder, or an empty one.");
          });
    } catch (IOException e) {
      throw new AtledException("Cannot read the folder " + folder + ": " + e + ".", e);
    }
  }

  private void write(Map<String, String> texts, Map<String, Path> copies) {
    try {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        Files.writeString(made(text.getKey()), text.getValue());
      }
      for (Map.Entry<String, Path> copy : copies.entrySet()) {
        Files.copy(copy.getValue(), made(copy.getKey()));
      }
    } catch (IOException e) {
      throw new AtledException(
          "Cannot write the project "
              + folder
              + ": "
              + e
              + ". Delete the folder before you try again.",
          e);
    }
  }

  private Path made(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    return file;
  }

  private void tell(ProjectKind kind, List<String> files) {
    List<String> next = new ArrayList<>();
    if (kind != ProjectKind.SINGLE_FILE) {
      next.add(INSTALL);
    }
    next.add("cd " + folder);
    next.addAll(kind.commands());
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      out.println(
          JsonObject.builder()
              .put("folder", folder.toString())
              .put("files", JsonArray.ofStrings(files))
              .put("next", JsonArray.ofStrings(next))
              .build()
              .compact());
      return;
    }
    files.forEach(file -> out.println("wrote " + folder.resolve(file)));
    out.println();
    if (kind != ProjectKind.SINGLE_FILE) {
      out.println("First, once and whenever Atled has changed, in Atled's folder:");
      out.println("  " + next.removeFirst());
    }
    out.println("Then:");
    next.forEach(command -> out.println("  " + command));
  }
}
