package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:postgresql://h:5432/d | jdbc:postgresql://h:5432/d",
        "jdbc:postgresql://h/d?user=me&password=p%40s&ssl=true |"
            + " jdbc:postgresql://h/d?user=me&ssl=true",
        "jdbc:postgresql://h/d?password=p | jdbc:postgresql://h/d",
        "jdbc:mysql://me:p@ss@h/d | jdbc:mysql://me@h/d",
        "jdbc:sqlserver://h;user=me;password={p;=s};encrypt=true |"
            + " jdbc:sqlserver://h;user=me;encrypt=true",
        "jdbc:oracle:thin:me/p@//h:1521/d | jdbc:oracle:thin:me@//h:1521/d",
        "jdbc:h2:mem:x;PWD=p | jdbc:h2:mem:x",
        "jdbc:snowflake://h/?token=t&db=d | jdbc:snowflake://h/?db=d"
      })
  void noAddressThatIsShownHasAPassword(String url, String shown) {
    Query query = new Query(url, "SELECT 1", List.of());
    assertThat(query.address()).isEqualTo(shown);
    assertThat(query).hasToString("SELECT 1 (" + shown + ")");
    assertThat(query.json().compact()).contains("\"url\":\"" + shown + "\"");
  }
}
