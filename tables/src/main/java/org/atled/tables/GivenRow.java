package org.atled.tables;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Array;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * A row that a program holds: a map or a record by the names of columns, or a list or an array in
 * the order of the model's inputs.
 */
final class GivenRow {
  /** Looking a record's components up takes longer than asking them. */
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          RecordComponent[] components = type.getRecordComponents();
          AccessibleObject[] accessors =
              Arrays.stream(components)
                  .map(RecordComponent::getAccessor)
                  .toArray(AccessibleObject[]::new);
          AccessibleObject.setAccessible(accessors, true);
          return components;
        }
      };

  private final Preparation preparation;
  private final String name;

  private GivenRow(Preparation preparation, String name) {
    this.preparation = preparation;
    this.name = name;
  }

  /**
   * Writes the numbers of a row.
   *
   * @param missing what stands for no value in each column
   * @param name how messages call the row
   * @param into holds zeros; these begin at {@code at}
   * @throws ArgumentException naming the column of a value that is not there, or that the column
   *     does not take
   */
  static void write(
      Preparation preparation,
      List<Missing> missing,
      @Nullable Object row,
      String name,
      float[] into,
      int at,
      Notes notes) {
    GivenRow given = new GivenRow(preparation, name);
    List<@Nullable Object> values = given.values(row, notes);
    int from = at;
    for (int i = 0; i < values.size(); i++) {
      Input input = preparation.inputs().get(i);
      GivenCell cell = GivenCell.of(name, input, missing.get(i), values.get(i));
      Encoding.write(input, cell, into, from, notes);
      if (cell.mayBeShare()) {
        notes.share(input.name());
      }
      from += input.width();
    }
  }

  /** Its values in the order of the inputs. */
  private List<@Nullable Object> values(@Nullable Object row, Notes notes) {
    return switch (row) {
      case Map<?, ?> map -> named(map, notes);
      case Record record -> named(components(record), notes);
      case List<?> list -> ordered(new ArrayList<>(list));
      case Object array when array.getClass().isArray() -> ordered(elements(array));
      case null, default ->
          throw new ArgumentException(
              name
                  + " is "
                  + (row == null ? "null" : "a " + row.getClass().getName())
                  + ", but it must be a map or a record by the names of columns, or a list or an"
                  + " array in the order of "
                  + names()
                  + ".");
    };
  }

  private static List<@Nullable Object> elements(Object array) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      values.add(Array.get(array, i));
    }
    return values;
  }

  private List<@Nullable Object> named(Map<?, ?> row, Notes notes) {
    Map<Object, @Nullable Object> left = new LinkedHashMap<>(row);
    List<@Nullable Object> values = new ArrayList<>();
    for (Input input : preparation.inputs()) {
      if (!left.containsKey(input.name())) {
        throw absent(input, row.keySet());
      }
      values.add(left.remove(input.name()));
    }
    preparation.targets().forEach(target -> left.remove(target.name()));
    left.keySet().forEach(key -> notes.unused(String.valueOf(key)));
    return values;
  }

  private ArgumentException absent(Input input, Set<?> keys) {
    Set<String> others = new TreeSet<>();
    keys.forEach(key -> others.add(String.valueOf(key)));
    preparation.inputs().forEach(known -> others.remove(known.name()));
    return new ArgumentException(
        name
            + " has no value for column \""
            + input.name()
            + "\"."
            + Spelling.guess(input.name(), others)
            + " The model takes "
            + names()
            + "; give null for what is missing to have it filled.");
  }

  private List<@Nullable Object> ordered(List<@Nullable Object> values) {
    if (values.stream().anyMatch(GivenRow::isRow)) {
      throw new ArgumentException(
          name + " holds rows, but should hold values; many rows at once are for predictAll.");
    }
    int wanted = preparation.inputs().size();
    if (values.size() != wanted) {
      throw new ArgumentException(
          name
              + " has "
              + (values.size() == 1 ? "1 value" : values.size() + " values")
              + ", but the model takes "
              + wanted
              + ", in this order: "
              + names()
              + ".");
    }
    return values;
  }

  private static boolean isRow(@Nullable Object value) {
    return value instanceof Map
        || value instanceof Record
        || value instanceof List
        || (value != null && value.getClass().isArray());
  }

  private String names() {
    return Table.list(preparation.inputs().stream().map(Input::name).toList());
  }

  private Map<String, @Nullable Object> components(Record record) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    try {
      for (RecordComponent component : COMPONENTS.get(record.getClass())) {
        values.put(component.getName(), component.getAccessor().invoke(record));
      }
    } catch (InaccessibleObjectException | IllegalAccessException e) {
      throw new ArgumentException(
          name
              + " is a "
              + record.getClass().getName()
              + ", which Atled may not read; add to your module-info: opens "
              + record.getClass().getPackageName()
              + " to org.atled.tables.");
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(record.getClass().getName() + " cannot be read.", e);
    }
    return values;
  }
}
