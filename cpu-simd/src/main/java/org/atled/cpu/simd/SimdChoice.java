package org.atled.cpu.simd;

import java.util.Locale;
import org.atled.core.error.ArgumentException;

/**
 * Whether vector loops are used, and why: for people.
 *
 * @param when vector loops take over from scalar ones
 * @param why a sentence's worth: what was chosen and because of what
 */
record SimdChoice(When when, String why) {
  /** {@code on}, {@code off} or {@code auto}; read once, when the backend is made. */
  static final String PROPERTY = "atled.simd";

  /** When vector loops run. */
  enum When {
    NEVER,
    /** Each one from the moment on that HotSpot has compiled it; scalar ones until then. */
    COMPILED,
    /** From the first call, compiled or not. */
    ALWAYS
  }

  boolean vectors() {
    return when != When.NEVER;
  }

  /**
   * As Lucene chooses: the module must be there, and HotSpot with its optimising compiler, without
   * which vectors are objects and a hundred times slower than scalars.
   *
   * @throws ArgumentException if the system property holds another word
   */
  static SimdChoice ofThisJvm() {
    return of(
        System.getProperty(PROPERTY, "auto"),
        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
        System.getProperty("java.vm.name", ""),
        System.getProperty("java.vm.info", ""),
        System.getProperty("java.vm.version", ""));
  }

  static SimdChoice of(String property, boolean module, String vm, String mode, String version) {
    switch (property.strip().toLowerCase(Locale.ROOT)) {
      case "auto", "" -> {
        if (!module) {
          return scalar(
              "module jdk.incubator.vector is not resolved; start java with --add-modules"
                  + " jdk.incubator.vector to compute with vectors");
        }
        if (!vm.contains("OpenJDK") && !vm.contains("HotSpot")) {
          return scalar("this VM is " + vm + ", and only HotSpot is known to compile vectors");
        }
        if (mode.contains("interpreted") || mode.contains("emulated-client")) {
          return scalar("this JVM runs without its optimising compiler (" + mode + ")");
        }
        if (version.contains("jvmci")) {
          return vectors(
              When.COMPILED,
              "this JVM may have Graal's compiler in place of HotSpot's own ("
                  + version
                  + "); each loop stays scalar, several times slower, unless that compiler makes"
                  + " vectors of it");
        }
        return vectors(
            When.COMPILED, "HotSpot compiles vectors here; each loop is scalar until it has");
      }
      case "on" -> {
        if (!module) {
          throw new ArgumentException(
              "-D"
                  + PROPERTY
                  + "=on needs the module jdk.incubator.vector: start java with --add-modules"
                  + " jdk.incubator.vector, or leave the property out.");
        }
        return vectors(When.ALWAYS, "-D" + PROPERTY + "=on");
      }
      case "off" -> {
        return scalar("-D" + PROPERTY + "=off");
      }
      default ->
          throw new ArgumentException(
              "System property "
                  + PROPERTY
                  + " is \""
                  + property
                  + "\"; it takes on, off or auto, for example -D"
                  + PROPERTY
                  + "=off.");
    }
  }

  private static SimdChoice scalar(String because) {
    return new SimdChoice(When.NEVER, because);
  }

  private static SimdChoice vectors(When when, String because) {
    return new SimdChoice(when, because);
  }
}
