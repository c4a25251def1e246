package io.ringcache.apikey;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ringcache.auth.Caller;
import io.ringcache.auth.Role;
import io.ringcache.cache.Glob;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import io.ringcache.http.StrictObject;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body that asks for a key, strictly: a misspelt field must not make a key that never
 * expires, or one that is good for more than was meant. Not thread-safe; one for each body.
 */
final class NewApiKeyParser {

  static final int MAX_NAME = 100;
  static final int MAX_NAMESPACES = 100;

  /** Who is no key of ours, and must not seem to be one in the audit trail. */
  private static final Set<String> RESERVED = Set.of(Caller.ADMIN.name(), Caller.ANONYMOUS.name());

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final Instant now;
  private @Nullable String name;
  private @Nullable Set<Role> roles;
  private @Nullable List<Glob> namespaces;
  private @Nullable Instant expiresAt;

  private NewApiKeyParser(Instant now) {
    this.now = now;
  }

  /**
   * The key that the body asks for.
   *
   * @throws ApiException {@code MALFORMED_JSON} if it is no JSON in UTF-8, {@code
   *     INVALID_PARAMETER} if it asks for anything but a key that makes sense
   */
  static NewApiKey parse(byte[] body, Instant now) {
    NewApiKeyParser key = new NewApiKeyParser(now);
    StrictObject.parse(
        body,
        "name, roles, namespaces and expires_at",
        ErrorCode.INVALID_PARAMETER,
        key::readField);
    return key.made();
  }

  private void readField(String field, JsonParser json) throws IOException {
    switch (field) {
      case "name" -> name = goodName(text(json, field));
      case "roles" ->
          roles =
              texts(json, field, Role.values().length).stream()
                  .map(NewApiKeyParser::role)
                  .collect(Collectors.toSet());
      case "namespaces" ->
          namespaces =
              texts(json, field, MAX_NAMESPACES).stream().map(NewApiKeyParser::glob).toList();
      case "expires_at" -> expiresAt = expiry(json);
      default -> throw invalid(field + " is nothing that a key has");
    }
  }

  private NewApiKey made() {
    if (name == null || roles == null || namespaces == null) {
      throw invalid("a key has a name, roles and namespaces");
    }
    return new NewApiKey(new Caller(name, roles, namespaces), expiresAt);
  }

  private static String goodName(String name) {
    boolean readable =
        name.codePoints().noneMatch(c -> Character.isISOControl(c) || isHalfAPair(c))
            && name.equals(name.strip());
    if (name.isEmpty() || name.length() > MAX_NAME || !readable) {
      throw invalid(
          "name has 1 to "
              + MAX_NAME
              + " characters, no control characters, and no space at either end");
    }
    if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      throw invalid("name is none of " + RESERVED.stream().sorted().toList());
    }
    return name;
  }

  private static boolean isHalfAPair(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  private static Role role(String code) {
    return Role.ofCode(code).orElseThrow(() -> invalid("roles are of read, write and admin"));
  }

  private static Glob glob(String pattern) {
    try {
      return Glob.of(pattern);
    } catch (InvalidInputException e) {
      throw invalid("namespaces: " + e.getMessage());
    }
  }

  private @Nullable Instant expiry(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    Instant at;
    try {
      at = Instant.parse(text(json, "expires_at")).truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeParseException e) {
      throw invalid("expires_at is a time as 2030-01-31T12:00:00Z");
    }
    if (!at.isAfter(now) || at.isAfter(LATEST)) {
      throw invalid("expires_at is in the future, and before the year 10000");
    }
    return at;
  }

  private static String text(JsonParser json, String field) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw invalid(field + " is a string");
    }
    return json.getText();
  }

  private static List<String> texts(JsonParser json, String field, int max) throws IOException {
    List<String> texts = new ArrayList<>();
    boolean array = json.currentToken() == JsonToken.START_ARRAY;
    while (array && json.nextToken() != JsonToken.END_ARRAY) {
      texts.add(text(json, "each of " + field));
      if (texts.size() > max) {
        break;
      }
    }
    if (texts.isEmpty() || texts.size() > max) {
      throw invalid(field + " is a list of 1 to " + max + " strings");
    }
    return texts;
  }

  private static ApiException invalid(String detail) {
    return new ApiException(ErrorCode.INVALID_PARAMETER, detail);
  }
}
