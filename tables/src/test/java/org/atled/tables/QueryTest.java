package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
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

  /** Drivers say parts of an address too, of which none is the whole. */
  @Test
  void noMessageHasAPasswordOfTheAddress() {
    Query mine = new Query("jdbc:sqlserver://h;user=me;password={p;=s};x=1", "SELECT 1", List.of());
    assertThat(mine.hiding("no {p;=s} at //h;user=me;password={p;=s}"))
        .isEqualTo("no {***} at //h;user=me;password={***}");
    assertThat(mine.hiding("at " + mine.url())).isEqualTo("at " + mine.address());
    assertThat(new Query("jdbc:mysql://me:hush@h/d", "SELECT 1", List.of()).hiding("me:hush@h"))
        .isEqualTo("me:***@h");
    assertThat(new Query("jdbc:oracle:thin:me/hush@h", "SELECT 1", List.of()).hiding("me/hush"))
        .isEqualTo("me/***");
  }
}
