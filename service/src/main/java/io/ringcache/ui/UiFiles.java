package io.ringcache.ui;

import io.ringcache.assets.PackagedFile;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the page for people is, and what it is made of. */
public final class UiFiles {

  /** As strict as there is: nothing but its own files, no script or style within the page. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String PAGE = "/ui";

  private UiFiles() {}

  /** The files by their paths. */
  public static Map<String, PackagedFile> files() {
    Map<String, PackagedFile> files =
        Stream.of(
                "api.js",
                "chart.js",
                "choice.js",
                "dialog.js",
                "dom.js",
                "entry.js",
                "format.js",
                "icon.svg",
                "json.js",
                "keys.js",
                "logs.js",
                "main.js",
                "namespace.js",
                "namespaces.js",
                "nodes.js",
                "notice.js",
                "poll.js",
                "ring.js",
                "samples.js",
                "settings.js",
                "status.js",
                "theme.js",
                "ui.css",
                "uPlot.esm.js",
                "uPlot.min.css")
            .collect(Collectors.toMap(name -> PAGE + "/" + name, UiFiles::file));
    files.put(PAGE, PackagedFile.page(UiFiles.class, "ui.html", POLICY));
    return Map.copyOf(files);
  }

  private static PackagedFile file(String name) {
    String mediaType =
        switch (name.substring(name.lastIndexOf('.') + 1)) {
          case "js" -> PackagedFile.JAVASCRIPT;
          case "css" -> PackagedFile.CSS;
          case "svg" -> "image/svg+xml";
          default -> throw new IllegalArgumentException(name);
        };
    return PackagedFile.beside(UiFiles.class, name, mediaType);
  }
}
