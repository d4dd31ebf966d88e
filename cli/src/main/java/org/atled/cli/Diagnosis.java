package org.atled.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.atled.core.spi.Backend;
import org.atled.core.spi.Backends;
import org.atled.data.DataFolders;
import org.atled.data.Datasets;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonBool;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonString;

/** What this machine and this Java have to offer. */
final class Diagnosis {
  private static final String VECTOR = "jdk.incubator.vector";
  private static final Path CPU_LIMIT = Path.of("/sys/fs/cgroup/cpu.max");
  private static final Path MEMORY_LIMIT = Path.of("/sys/fs/cgroup/memory.max");

  private Diagnosis() {}

  /**
   * One of them.
   *
   * @param value for programs
   * @param text for people
   */
  record Finding(String name, Json value, String text) {
    static Finding of(String name, String text) {
      return new Finding(name, new JsonString(text), text);
    }

    static Finding of(String name, long number) {
      return new Finding(name, JsonNumber.of(number), Long.toString(number));
    }

    /** As programs write it: {@code java_home}. */
    String key() {
      return name.toLowerCase(Locale.ROOT).replace(' ', '_');
    }
  }

  static List<Finding> now() {
    List<Finding> found = new ArrayList<>();
    Backend backend = Backends.current();
    found.add(Finding.of("atled", Main.Version.number()));
    found.add(Finding.of("java", property("java.version") + ", " + property("java.vendor")));
    found.add(Finding.of("vm", property("java.vm.name") + " " + property("java.vm.version")));
    found.add(Finding.of("java home", property("java.home")));
    found.add(Finding.of("system", property("os.name") + " " + property("os.version")));
    found.add(Finding.of("architecture", property("os.arch")));
    found.add(Finding.of("cores", Runtime.getRuntime().availableProcessors()));
    found.add(Finding.of("container limit", containerLimit()));
    found.add(Finding.of("threads", backend.threads()));
    found.add(Finding.of("backend", backend.name() + ": " + backend.description()));
    found.add(new Finding("simd", new JsonBool(backend.simd()), simd(backend.simd())));
    found.add(Finding.of("vector width", vectorWidth()));
    found.add(Finding.of("heap limit", Text.bytes(Runtime.getRuntime().maxMemory())));
    found.add(Finding.of("collector", collector()));
    found.add(Finding.of("java options", options()));
    found.add(Finding.of(DataFolders.VARIABLE, environment()));
    DataFolders folders = DataFolders.usual();
    for (Path folder : folders.given()) {
      found.add(Finding.of("data folder", contents(folder)));
    }
    found.add(Finding.of("cache", contents(folders.cache())));
    return found;
  }

  private static boolean isThere(String module) {
    return ModuleLayer.boot().findModule(module).isPresent();
  }

  /** Java's own warning comes before any code of ours runs, and no option of Java's ends it. */
  static String simd(boolean on) {
    return on
        ? "on; -Datled.simd=off forces scalar loops, and Java warns of the incubator module at each"
            + " start"
        : "off, for the reason that stands beside the backend: matrix products take several times"
            + " as long; -Datled.simd=on or off forces it";
  }

  private static String vectorWidth() {
    String module = VECTOR + (isThere(VECTOR) ? " resolved" : " not resolved");
    return option("MaxVectorSize").map(bytes -> bytes + " bytes, ").orElse("") + module;
  }

  private static Optional<String> option(String name) {
    try {
      return Optional.ofNullable(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class))
          .map(hotspot -> hotspot.getVMOption(name).getValue());
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a JVM without this option
    }
  }

  /** Options that make training faster and are not set. */
  private static String options() {
    List<String> advice = new ArrayList<>();
    if (!isThere(VECTOR)) {
      advice.add("--add-modules " + VECTOR + " (for vector loops on the class path)");
    }
    if (option("UseTransparentHugePages").equals(Optional.of("false"))) {
      advice.add("-XX:+UseTransparentHugePages (large matrices are read faster)");
    }
    if (option("UseParallelGC").equals(Optional.of("true"))
        && option("UseAdaptiveSizePolicy").equals(Optional.of("true"))) {
      advice.add(
          "-XX:InitialRAMPercentage=6 -XX:-UseAdaptiveSizePolicy (new memory is slow at first)");
    }
    return advice.isEmpty() ? "as they should be" : "consider " + String.join(" and ", advice);
  }

  private static String collector() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(GarbageCollectorMXBean::getName)
        .collect(Collectors.joining(", "));
  }

  /** What Linux's control groups, version 2, allow: "200000 100000" is two cores. */
  private static String containerLimit() {
    Optional<String> cores =
        limit(CPU_LIMIT)
            .map(text -> text.split(" "))
            .map(parts -> Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]) + " cores");
    Optional<String> memory = limit(MEMORY_LIMIT).map(Long::parseLong).map(Text::bytes);
    String both =
        List.of(cores, memory).stream().flatMap(Optional::stream).collect(Collectors.joining(", "));
    return both.isEmpty() ? "none" : both;
  }

  private static Optional<String> limit(Path file) {
    try {
      return Files.isReadable(file)
          ? Optional.of(Files.readString(file).strip()).filter(text -> !text.startsWith("max"))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String environment() {
    return Optional.ofNullable(System.getenv(DataFolders.VARIABLE)).orElse("not set");
  }

  private static String contents(Path folder) {
    if (!Files.isDirectory(folder)) {
      return folder + " (not there)";
    }
    String known =
        Datasets.all().stream()
            .map(Datasets.Known::name)
            .filter(name -> Files.isDirectory(folder.resolve(name)))
            .collect(Collectors.joining(", "));
    return folder + " (" + (known.isEmpty() ? "no data set" : known) + ")";
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
