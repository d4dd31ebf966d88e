package org.atled.cli;

import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.atled.core.error.AtledException;

/** The jars that programs with Atled need, found where this command runs from. */
final class ProgramJars {
  /** What a program may require, and the backends, which are found as services. */
  private static final List<String> ROOTS =
      List.of(
          "org.atled.train",
          "org.atled.tables",
          "org.atled.images",
          "org.atled.plot",
          "org.atled.cpu",
          "org.atled.cpu.simd");

  private ProgramJars() {}

  /**
   * Every jar that one of them needs.
   *
   * @throws AtledException if a module is a folder of classes and no jar
   */
  static List<Path> find(ModuleLayer layer) {
    Set<ResolvedModule> modules = new LinkedHashSet<>();
    ROOTS.forEach(
        name -> layer.configuration().findModule(name).ifPresent(root -> add(root, modules)));
    List<Path> jars = new ArrayList<>();
    for (ResolvedModule module : modules) {
      Optional<URI> file =
          module.reference().location().filter(uri -> "file".equals(uri.getScheme()));
      file.map(Path::of).map(path -> jar(module.reference(), path)).ifPresent(jars::add);
    }
    return jars;
  }

  private static void add(ResolvedModule module, Set<ResolvedModule> modules) {
    if (modules.add(module)) {
      module.reads().forEach(read -> add(read, modules));
    }
  }

  private static Path jar(ModuleReference module, Path path) {
    if (!Files.isRegularFile(path)) {
      throw new AtledException(
          "The module %s runs from %s, which is no jar to copy; start the command by its launcher."
              .formatted(module.descriptor().name(), path));
    }
    return path;
  }
}
