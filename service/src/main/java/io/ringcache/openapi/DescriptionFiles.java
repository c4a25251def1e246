package io.ringcache.openapi;

import io.ringcache.assets.PackagedFile;
import java.util.Map;

/** Where the API's description and the page that shows it are. */
public final class DescriptionFiles {

  /** The page loads from nowhere but here, runs nothing but its files, and can not be framed. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private DescriptionFiles() {}

  /** The files by their paths. */
  public static Map<String, PackagedFile> files() {
    return Map.of(
        "/openapi.json", file("openapi.json", "application/json"),
        "/openapi.yaml", file("openapi.yaml", "application/yaml"),
        "/docs", PackagedFile.page(DescriptionFiles.class, "docs.html", POLICY),
        "/docs/docs.js", file("docs.js", PackagedFile.JAVASCRIPT),
        "/docs/docs.css", file("docs.css", PackagedFile.CSS),
        "/docs/swagger-ui-bundle.js", file("swagger-ui-bundle.js", PackagedFile.JAVASCRIPT),
        "/docs/swagger-ui.css", file("swagger-ui.css", PackagedFile.CSS),
        "/docs/favicon.png", file("favicon-32x32.png", "image/png"));
  }

  private static PackagedFile file(String name, String mediaType) {
    return PackagedFile.beside(DescriptionFiles.class, name, mediaType);
  }
}
