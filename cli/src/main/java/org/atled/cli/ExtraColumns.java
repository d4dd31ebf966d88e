package org.atled.cli;

import java.util.List;
import java.util.SequencedMap;
import java.util.function.IntFunction;
import org.atled.formats.json.Json;

/**
 * What is said of each example beside the answer.
 *
 * @param head of columns that come after those of the answer
 * @param cells of an example, by its number
 * @param members of JSON, each an array with one item an example
 */
record ExtraColumns(
    List<String> head,
    IntFunction<List<String>> cells,
    SequencedMap<String, IntFunction<Json>> members) {}
