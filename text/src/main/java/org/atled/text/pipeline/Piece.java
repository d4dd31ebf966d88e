package org.atled.text.pipeline;

/**
 * A part of a text, in which no token reaches into another part.
 *
 * @param first whether it begins where the text does
 */
public record Piece(String text, boolean first) {}
