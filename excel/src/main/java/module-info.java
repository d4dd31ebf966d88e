/** Tables in Excel workbooks, which {@code org.atled.tables} finds as a service. */
module org.atled.excel {
  requires static org.jspecify;
  requires org.atled.tables;
  requires org.dhatim.fastexcel.reader;

  provides org.atled.tables.FormReader with
      org.atled.excel.ExcelFormReader;
}
