package org.atled.jdbc;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.tables.Query;

/**
 * Who asks a database, and by which driver: one from the jars that were named, or one on the class
 * path.
 */
final class Access {
  private static final String USER = "ATLED_JDBC_USER";
  private static final String PASSWORD = "ATLED_JDBC_PASSWORD";

  private final Query query;
  private final Optional<String> user;
  private final Optional<String> password;

  Access(Query query, Map<String, String> environment) {
    this.query = query;
    this.user = Optional.ofNullable(environment.get(USER));
    this.password = Optional.ofNullable(environment.get(PASSWORD));
    if (!query.url().startsWith("jdbc:")) {
      throw new ArgumentException(
          "\""
              + query.address()
              + "\" is no address for JDBC; one begins with jdbc:, as"
              + " jdbc:postgresql://localhost/shop.");
    }
  }

  /**
   * Connects.
   *
   * @throws AtledException if there is no driver for such an address
   */
  Connection connect() throws SQLException {
    Properties who = properties();
    for (Driver driver : drivers()) {
      if (driver.acceptsURL(query.url())) {
        Connection connection = driver.connect(query.url(), who);
        if (connection != null) {
          return connection;
        }
      }
    }
    throw new AtledException(
        "There is no driver for "
            + query.address()
            + (query.drivers().isEmpty()
                ? "; name the jar of the database's driver with --driver-jar FILE."
                : " in " + query.drivers() + "; name the jar of that database's driver."));
  }

  /** Who asks, and how a driver is to answer. */
  Properties properties() {
    Properties who = new Properties();
    user.ifPresent(name -> who.setProperty("user", name));
    password.ifPresent(word -> who.setProperty("password", word));
    if (isMySql()) {
      // Else a TINYINT(1) of 0 to 5 is given as true and false.
      who.setProperty("tinyInt1isBit", "false");
    }
    return who;
  }

  /** Whether it is MySQL or MariaDB. */
  boolean isMySql() {
    return query.url().matches("jdbc:(mysql|mariadb):.*");
  }

  private List<Driver> drivers() {
    ServiceLoader<Driver> found =
        query.drivers().isEmpty()
            ? ServiceLoader.load(Driver.class, ClassLoader.getSystemClassLoader())
            : ServiceLoader.load(Driver.class, jars());
    List<Driver> drivers = new ArrayList<>();
    try {
      found.forEach(drivers::add);
    } catch (ServiceConfigurationError e) {
      throw new AtledException(
          "A driver cannot be used ("
              + e.getMessage()
              + "); name the jar of the database's driver, and those that it needs, with"
              + " --driver-jar.",
          e);
    }
    return drivers;
  }

  /** Never closed: a driver may load classes as long as it is there. */
  private ClassLoader jars() {
    List<URL> urls = new ArrayList<>();
    for (Path jar : query.drivers()) {
      if (!Files.isRegularFile(jar)) {
        throw new AtledException(
            "Cannot read the driver " + jar + ": there is no such file; check the path.");
      }
      try {
        urls.add(jar.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalStateException("A path of a file is always a URL.", e);
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  /** A message of a driver without what nobody should see. */
  String withoutSecrets(String message) {
    String plain = query.hiding(message.strip());
    return password
        .filter(word -> !word.isEmpty())
        .map(word -> plain.replace(word, "***"))
        .orElse(plain)
        .replaceAll("\\s*\\R\\s*", " ")
        .replaceFirst("\\.$", "");
  }
}
