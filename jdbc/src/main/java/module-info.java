/** Tables that a database gives by JDBC, which {@code org.atled.tables} finds as a service. */
module org.atled.jdbc {
  requires static org.jspecify;
  requires org.atled.tables;
  requires java.sql;

  provides org.atled.tables.QueryReader with
      org.atled.jdbc.JdbcReader;

  uses java.sql.Driver;
}
