package org.atled.tables;

import java.util.List;

/**
 * What a file holds that names its columns itself.
 *
 * @param lines of the file on which the rows begin
 * @param remarks what was guessed and is worth telling
 */
record NamedRows(List<Columns.Named> columns, int[] lines, List<String> remarks) {}
