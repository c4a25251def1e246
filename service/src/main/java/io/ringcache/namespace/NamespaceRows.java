package io.ringcache.namespace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes namespaces of the rows that make sense, and complains of the others. Not thread-safe. */
final class NamespaceRows {

  private static final Logger LOG = LoggerFactory.getLogger(NamespaceRows.class);

  private Map<String, String> complaints = Map.of();

  /** Has all rows of the database shown. */
  void show(List<NamespaceRow> rows, KnownNamespaces known) {
    Map<String, Namespace> registered = new HashMap<>();
    Map<String, String> withheld = new HashMap<>();
    Map<String, String> senseless = new HashMap<>();
    for (NamespaceRow row : rows) {
      if (row.leaving()) {
        withheld.put(row.name(), KnownNamespaces.LEAVING);
        continue;
      }
      try {
        registered.put(row.name(), row.toNamespace());
      } catch (IllegalArgumentException e) {
        withheld.put(row.name(), KnownNamespaces.SENSELESS);
        senseless.put(row.name(), String.valueOf(e.getMessage()));
      }
    }
    known.replace(registered, withheld);
    complain(senseless);
  }

  /** Once of each, not at each refresh. */
  private void complain(Map<String, String> senseless) {
    senseless.forEach(
        (name, complaint) -> {
          if (!complaint.equals(complaints.get(name))) {
            LOG.warn("The namespace {} of the database is left out: {}", name, complaint);
          }
        });
    complaints = senseless;
  }
}
