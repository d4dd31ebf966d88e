package org.atled.excel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A workbook for tests, in the XML that its cells are. */
final class Workbook {
  private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  private static final String RELATION =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String MAIN =
      " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

  /**
   * Styles by number: general, a date, date and time, a time, a duration, a format of one's own.
   */
  private static final int[] FORMATS = {0, 14, 22, 21, 46, 164, 165};

  private final Map<String, String> sheets = new LinkedHashMap<>();
  private final List<String> hidden = new ArrayList<>();
  private boolean from1904;

  /** Adds a sheet of rows: {@code 3=A:n:5 B:s:text}, cells parted by |, by column, type, value. */
  Workbook sheet(String name, String... rows) {
    StringBuilder xml = new StringBuilder();
    for (String row : rows) {
      int at = row.indexOf('=');
      xml.append("<row r=\"").append(row, 0, at).append("\">");
      for (String cell : row.substring(at + 1).split("\\|", -1)) {
        if (!cell.isEmpty()) {
          xml.append(cell(cell.split(":", 3), row.substring(0, at)));
        }
      }
      xml.append("</row>");
    }
    sheets.put(name, xml.toString());
    return this;
  }

  Workbook hiding(String sheet) {
    hidden.add(sheet);
    return this;
  }

  Workbook from1904() {
    from1904 = true;
    return this;
  }

  /** Types: n number, n1 number of style 1, s text, b truth, e error, f formula and its value. */
  private static String cell(String[] parts, String row) {
    String at = "<c r=\"" + parts[0] + row + "\"";
    String value = parts[2];
    return switch (parts[1].charAt(0)) {
      case 'n' ->
          at
              + (parts[1].length() > 1 ? " s=\"" + parts[1].substring(1) + "\"" : "")
              + "><v>"
              + value
              + "</v></c>";
      case 's' -> at + " t=\"inlineStr\"><is><t>" + value + "</t></is></c>";
      case 'b' -> at + " t=\"b\"><v>" + value + "</v></c>";
      case 'e' -> at + " t=\"e\"><v>" + value + "</v></c>";
      case 'f' ->
          at + "><f>SUM(A1:A2)</f>" + (value.isEmpty() ? "" : "<v>" + value + "</v>") + "</c>";
      case 't' -> at + " t=\"str\"><f>A1</f><v>" + value + "</v></c>";
      default -> throw new IllegalArgumentException(parts[1]);
    };
  }

  Path write(Path file) throws IOException {
    return Files.write(file, bytes());
  }

  byte[] bytes() {
    StringBuilder types = new StringBuilder("<Types>");
    StringBuilder relations = new StringBuilder("<Relationships>");
    StringBuilder list = new StringBuilder();
    Map<String, String> parts = new LinkedHashMap<>();
    part(types, "workbook", "sheet.main");
    part(types, "styles", "styles");
    int number = 0;
    for (Map.Entry<String, String> sheet : sheets.entrySet()) {
      number++;
      list.append("<sheet name=\"" + sheet.getKey() + "\" sheetId=\"" + number + "\"");
      list.append(hidden.contains(sheet.getKey()) ? " state=\"hidden\"" : "");
      list.append(" r:id=\"r" + number + "\"/>");
      part(types, "worksheets/sheet" + number, "worksheet");
      relations.append("<Relationship Id=\"r" + number + "\" Type=\"" + RELATION + "/worksheet\"");
      relations.append(" Target=\"worksheets/sheet" + number + ".xml\"/>");
      parts.put(
          "xl/worksheets/sheet" + number + ".xml",
          "<worksheet" + MAIN + "><sheetData>" + sheet.getValue() + "</sheetData></worksheet>");
    }
    StringBuilder formats = new StringBuilder();
    for (int format : FORMATS) {
      formats.append("<xf numFmtId=\"" + format + "\"/>");
    }
    Map<String, String> all = new LinkedHashMap<>();
    all.put("[Content_Types].xml", types + "</Types>");
    all.put(
        "xl/workbook.xml",
        "<workbook"
            + MAIN
            + " xmlns:r=\""
            + RELATION
            + "\"><workbookPr"
            + (from1904 ? " date1904=\"1\"" : "")
            + "/><sheets>"
            + list
            + "</sheets></workbook>");
    all.put("xl/_rels/workbook.xml.rels", relations + "</Relationships>");
    all.put(
        "xl/styles.xml",
        "<styleSheet"
            + MAIN
            + "><numFmts><numFmt numFmtId=\"164\""
            + " formatCode=\"[$-407]dd\\.\\ mmm\\ yy;@\"/><numFmt numFmtId=\"165\""
            + " formatCode=\"0.0 &quot;days&quot;\"/></numFmts><cellXfs>"
            + formats
            + "</cellXfs></styleSheet>");
    all.putAll(parts);
    return zip(all);
  }

  private static void part(StringBuilder types, String name, String type) {
    types.append("<Override PartName=\"/xl/" + name + ".xml\"");
    types.append(" ContentType=\"" + TYPE + type + "+xml\"/>");
  }

  /** Packs texts by their names. */
  static byte[] zip(Map<String, String> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
