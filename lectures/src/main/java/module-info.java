/**
 * The ladder: the same networks by hand, by layers, by scalars and by tensors, and the experiments
 * that a lecture would draw on the board.
 */
module org.atled.lectures {
  requires static org.jspecify;
  requires org.atled.explain;
  requires org.atled.formats;
  requires org.atled.generative;
  requires org.atled.linalg;
  requires org.atled.tables;
  requires org.atled.text;
  requires transitive org.atled.plot;
  requires transitive org.atled.train;

  exports org.atled.lectures;
  exports org.atled.lectures.backprop;
  exports org.atled.lectures.byhand;
  exports org.atled.lectures.experiment;
  exports org.atled.lectures.layer;
  exports org.atled.lectures.matrix;
  exports org.atled.lectures.regression;
  exports org.atled.lectures.rung;
  exports org.atled.lectures.scalar;
  exports org.atled.lectures.tensor;
}
