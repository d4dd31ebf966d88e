package org.atled.formats.json;

/** {@code null}. */
public record JsonNull() implements Json {}
