import java.util.List;
import org.tensorflow.EagerSession;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.Summary;
import org.tensorflow.types.TString;

/**
 * Reads a file of events by TensorFlow's own code: records and their checksums by its
 * TFRecordDataset, events by its protocol buffers. Prints what is in it; fails if something is not
 * as TensorFlow wants it. By hand, with TensorFlow for Java
 * (org.tensorflow:tensorflow-core-platform):
 *
 * <pre>java -cp 'TENSORFLOW/*' tools/TensorBoardEvents.java FILE</pre>
 */
class TensorBoardEvents {
  public static void main(String[] args) throws Exception {
    List<Shape> shapes = List.of(Shape.of(-1));
    int events = 0;
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      var records =
          tf.data.tfRecordDataset(
              tf.array(args[0]), tf.constant(""), tf.constant(0L), tf.array(0L));
      var batch =
          tf.data.batchDataset(
              records, tf.constant(1L << 20), tf.constant(false), List.of(TString.class), shapes);
      TString all =
          (TString)
              tf.data
                  .datasetToSingleElement(batch, List.of(TString.class), shapes)
                  .components()
                  .getFirst()
                  .asTensor();
      var bytes = all.asBytes();
      for (long i = 0; i < bytes.size(); i++) {
        byte[] record = bytes.getObject(i);
        Event event = Event.parseFrom(record);
        if (!event.getUnknownFields().asMap().isEmpty()) {
          throw new AssertionError("TensorFlow does not know a field of " + event);
        }
        events++;
        System.out.println(text(event));
      }
    }
    System.out.println(events + " events");
  }

  private static String text(Event event) {
    return switch (event.getWhatCase()) {
      case FILE_VERSION -> "version " + event.getFileVersion();
      case GRAPH_DEF -> "graph " + graph(event);
      case SUMMARY -> {
        StringBuilder text = new StringBuilder("step " + event.getStep() + ":");
        for (Summary.Value value : event.getSummary().getValueList()) {
          text.append(' ').append(value.getTag()).append(' ').append(text(value));
        }
        yield text.toString();
      }
      default -> throw new AssertionError("This is no event of a run: " + event);
    };
  }

  private static String text(Summary.Value value) {
    return switch (value.getValueCase()) {
      case SIMPLE_VALUE -> Float.toString(value.getSimpleValue());
      case IMAGE -> value.getImage().getWidth() + "x" + value.getImage().getHeight();
      case HISTO -> (long) value.getHisto().getNum() + " in " + value.getHisto().getBucketCount();
      default -> throw new AssertionError("This is nothing that is written: " + value);
    };
  }

  private static String graph(Event event) {
    try {
      StringBuilder text = new StringBuilder();
      for (NodeDef node :
          org.tensorflow.proto.GraphDef.parseFrom(event.getGraphDef()).getNodeList()) {
        text.append(node.getName()).append(node.getInputList()).append(' ');
      }
      return text.toString();
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
