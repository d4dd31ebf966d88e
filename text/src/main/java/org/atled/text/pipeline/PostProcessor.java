package org.atled.text.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.core.error.FormatException;
import org.atled.formats.json.JsonPlace;

/**
 * What stands round one text, and round two.
 *
 * @param one of a single text
 * @param two of a pair
 */
public record PostProcessor(List<Item> one, List<Item> two) {
  /** The ids of a mark, or of a text. */
  sealed interface Item {
    record Mark(List<Integer> ids) implements Item {}

    record First() implements Item {}

    record Second() implements Item {}
  }

  private static final Item A = new Item.First();
  private static final Item B = new Item.Second();

  /** The texts alone. */
  public static PostProcessor none() {
    return new PostProcessor(List.of(A), List.of(A, B));
  }

  /**
   * The one that a {@code post_processor} says.
   *
   * @throws FormatException for one that is not known
   */
  public static PostProcessor of(JsonPlace place) {
    switch (place.string("type")) {
      case "TemplateProcessing" -> {
        Parts.only(place, "single", "pair", "special_tokens");
        return new PostProcessor(template(place, "single"), template(place, "pair"));
      }
      case "BertProcessing" -> {
        Parts.only(place, "sep", "cls");
        Item sep = mark(place.get("sep"));
        Item cls = mark(place.get("cls"));
        return new PostProcessor(List.of(cls, A, sep), List.of(cls, A, sep, B, sep));
      }
      case "RobertaProcessing" -> {
        Parts.only(place, "sep", "cls", "trim_offsets", "add_prefix_space");
        Item sep = mark(place.get("sep"));
        Item cls = mark(place.get("cls"));
        return new PostProcessor(List.of(cls, A, sep), List.of(cls, A, sep, sep, B, sep));
      }
      case "ByteLevel" -> {
        // It moves the offsets of tokens in the text, which are not kept here.
        return none();
      }
      case "Sequence" -> {
        Parts.only(place, "processors");
        PostProcessor result = none();
        for (JsonPlace each : place.list("processors")) {
          PostProcessor next = of(each);
          if (!next.equals(none()) && !result.equals(none())) {
            throw each.error("adds tokens, as one before it does; one may.");
          }
          result = next.equals(none()) ? result : next;
        }
        return result;
      }
      default ->
          throw Parts.unknown(
              place,
              "TemplateProcessing",
              "BertProcessing",
              "RobertaProcessing",
              "ByteLevel",
              "Sequence");
    }
  }

  private static Item mark(JsonPlace place) {
    List<JsonPlace> items = place.items();
    if (items.size() != 2) {
      throw place.error("should be a token and its id.");
    }
    return new Item.Mark(List.of(id(items.getLast())));
  }

  private static int id(JsonPlace place) {
    long id = place.asLong();
    if (id < 0 || id > Integer.MAX_VALUE) {
      throw place.error("should be an id, but it is " + id + ".");
    }
    return (int) id;
  }

  private static List<Item> template(JsonPlace place, String key) {
    List<Item> items = new ArrayList<>();
    for (JsonPlace item : place.list(key)) {
      if (item.has("Sequence")) {
        JsonPlace sequence = item.get("Sequence");
        items.add(
            switch (sequence.string("id")) {
              case "A" -> A;
              case "B" -> B;
              default -> throw sequence.get("id").error("should be A or B.");
            });
      } else {
        String name = item.object("SpecialToken").string("id");
        JsonPlace ids = place.object("special_tokens").object(name).get("ids");
        items.add(new Item.Mark(ids.items().stream().map(PostProcessor::id).toList()));
      }
    }
    return List.copyOf(items);
  }

  /** All ids of its marks. */
  public IntStream marks() {
    return IntStream.concat(marks(one), marks(two));
  }

  private static IntStream marks(List<Item> items) {
    return items.stream()
        .flatMap(item -> item instanceof Item.Mark(var ids) ? ids.stream() : Stream.empty())
        .mapToInt(Integer::intValue);
  }

  /** A text with what stands round it. */
  public int[] of(int... ids) {
    return put(one, ids);
  }

  /** The beginning of a text, with what stands before it. */
  public int[] ofBeginning(int... ids) {
    return put(one.subList(0, one.indexOf(A) + 1), ids);
  }

  /** Two texts with what stands round them. */
  public int[] ofPair(int[] first, int... second) {
    return put(two, first, second);
  }

  private static int[] put(List<Item> items, int[]... texts) {
    IntStream.Builder result = IntStream.builder();
    IntConsumer add = result::add;
    for (Item item : items) {
      switch (item) {
        case Item.Mark(var ids) -> ids.forEach(result::add);
        case Item.First() -> IntStream.of(texts[0]).forEach(add);
        case Item.Second() -> IntStream.of(texts[1]).forEach(add);
      }
    }
    return result.build().toArray();
  }
}
