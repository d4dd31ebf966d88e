module com.example {
  requires org.atled.train;
}
