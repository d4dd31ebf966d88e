package org.atled.tables;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of the columns of a file, each once.
 *
 * @param names what the header has; what it lacks is made up: {@code #2} for a place, {@code a.1}
 *     for a second a
 * @param named whether the header has it
 * @param remarks what was made up and is worth telling
 */
record Names(List<String> names, List<Boolean> named, List<String> remarks) {
  /** Without a header columns are called by their indices. */
  static Names counted(int columns) {
    List<String> names = new ArrayList<>();
    List<Boolean> named = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      names.add(Integer.toString(i));
      named.add(false);
    }
    return new Names(names, named, List.of());
  }

  static Names of(List<String> header) {
    Set<String> taken = new HashSet<>(header);
    Map<String, Integer> places = new HashMap<>();
    Map<String, Integer> seen = new HashMap<>();
    List<String> names = new ArrayList<>();
    List<Boolean> named = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      boolean first = places.putIfAbsent(name, i) == null;
      named.add(!name.isEmpty());
      if (name.isEmpty()) {
        names.add(free("#" + i, taken));
      } else if (first) {
        names.add(name);
      } else {
        int number = seen.merge(name, 1, Integer::sum);
        String made = name + "." + number;
        while (!taken.add(made)) {
          number++;
          made = name + "." + number;
        }
        names.add(made);
        remarks.add(
            "columns "
                + places.get(name)
                + " and "
                + i
                + " (from 0) are both called \""
                + Column.shortened(name)
                + "\"; the second is called \""
                + Column.shortened(made)
                + "\" here");
      }
    }
    return new Names(names, named, remarks);
  }

  private static String free(String name, Set<String> taken) {
    String made = name;
    while (!taken.add(made)) {
      made = "#" + made;
    }
    return made;
  }
}
