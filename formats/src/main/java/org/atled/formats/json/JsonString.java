package org.atled.formats.json;

import org.atled.core.error.ArgumentException;

/** Text. The writer refuses half of a surrogate pair with an {@link ArgumentException}. */
public record JsonString(String value) implements Json {}
