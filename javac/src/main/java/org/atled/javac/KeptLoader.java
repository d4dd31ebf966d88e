package org.atled.javac;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What javac is told to load processors and plugins by. It makes one for each compilation and
 * closes it at its end: this one asks another, which is the same for all compilations with the same
 * jars, so that their classes are loaded and compiled once.
 */
public final class KeptLoader extends ClassLoader {

  private static final Map<List<String>, ClassLoader> KEPT = new ConcurrentHashMap<>();

  /** As javac calls it. */
  public KeptLoader(URL[] jars, ClassLoader parent) {
    super(kept(jars, parent));
  }

  private static ClassLoader kept(URL[] jars, ClassLoader parent) {
    // By their text, as a URL asks the network whether it equals another.
    List<String> key = Arrays.asList(Arrays.stream(jars).map(URL::toString).toArray(String[]::new));
    return KEPT.computeIfAbsent(key, absent -> new URLClassLoader(jars, parent));
  }
}
