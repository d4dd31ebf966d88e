/** Models that make examples: autoencoders, adversarial networks, diffusion. */
module org.atled.generative {
  requires org.atled.linalg;
  requires static org.jspecify;
  requires transitive org.atled.plot;
  requires transitive org.atled.train;

  exports org.atled.generative;
}
