package org.atled.core.spi;

/**
 * Offers a backend; found by {@link java.util.ServiceLoader}. Its signatures name no class of the
 * backend's own, so that looking at a provider never loads what this JVM cannot run.
 */
public interface BackendProvider {
  /** Of several providers the one with the highest priority is taken. */
  int priority();

  /** Makes the backend. Called once. */
  Backend create();
}
