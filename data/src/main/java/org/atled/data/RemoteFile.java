package org.atled.data;

/**
 * A file somewhere else.
 *
 * @param name its name, in the mirror as on this machine
 * @param bytes how long it is
 * @param sha256 its digest, in hexadecimal
 */
record RemoteFile(String name, long bytes, String sha256) {}
