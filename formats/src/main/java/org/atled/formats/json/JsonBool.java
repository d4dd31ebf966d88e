package org.atled.formats.json;

/** {@code true} or {@code false}. */
public record JsonBool(boolean value) implements Json {}
