// The service's API, as this page calls it.

/** Long enough for a node that is waited for, short enough to say that nobody answers. */
const READ_TIMEOUT_MS = 10_000;

/** A flush takes as long as it takes. */
const WRITE_TIMEOUT_MS = 600_000;

/** What the service, or somebody in front of it, has refused. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {Record<string, any>} body as the API has it; empty where it was no JSON
   */
  constructor(status, body) {
    super(body.error ?? `The answer was HTTP ${status}`);
    this.status = status;
    this.code = body.code ?? "";
    this.detail = body.detail ?? "";
    this.requestId = body.request_id ?? "";
    this.body = body;
  }
}

/** Nobody has answered. */
export class Unreachable extends Error {
  constructor() {
    super("The service does not answer");
  }
}

/**
 * Whether the same would be refused again: the key is not good for it.
 *
 * @param {unknown} failure
 */
export function isRefused(failure) {
  return failure instanceof ApiError && (failure.status === 401 || failure.status === 403);
}

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {any} json
 * @property {string} text
 * @property {string | null} etag
 */

/**
 * Makes calls. Tells `unauthenticated` when a key is asked for, `unreachable` when nobody answers,
 * and `reachable` at each answer.
 */
export class Api extends EventTarget {
  /** In this variable, and nowhere else: it is gone with the page. @type {string | null} */
  #key = null;

  get hasKey() {
    return this.#key !== null;
  }

  /** @param {string} key */
  useKey(key) {
    this.#key = key;
  }

  forgetKey() {
    this.#key = null;
  }

  /** @param {string} path */
  get(path) {
    return this.call("GET", path);
  }

  /**
   * Makes a call; one that does not succeed throws.
   *
   * @param {string} method
   * @param {string} path relative to the service's root, so that it may lie behind a balancer's path
   * @param {string} [body] JSON
   * @param {Record<string, string>} [headers]
   * @returns {Promise<Answer>}
   */
  async call(method, path, body, headers = {}) {
    const key = this.#key;
    let response;
    let text;
    try {
      response = await fetch(new URL(path, document.baseURI), {
        method,
        body,
        headers: {
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
          ...headers,
        },
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(method === "GET" ? READ_TIMEOUT_MS : WRITE_TIMEOUT_MS),
      });
      text = await response.text();
    } catch {
      this.dispatchEvent(new Event("unreachable"));
      throw new Unreachable();
    }
    this.dispatchEvent(new Event("reachable"));
    const json = parsed(text);
    if (!response.ok) {
      if (response.status === 401) {
        this.dispatchEvent(new Event("unauthenticated"));
      }
      throw new ApiError(response.status, json !== null && typeof json === "object" ? json : {});
    }
    return { status: response.status, json, text, etag: response.headers.get("ETag") };
  }
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {string} namespace */
export function cachePath(namespace) {
  return `api/v1/cache/${encodeURIComponent(namespace)}`;
}

/**
 * @param {string} namespace
 * @param {string} key any: what a URL can not carry is encoded
 */
export function entryPath(namespace, key) {
  return `${cachePath(namespace)}/${encodeURIComponent(key)}`;
}

/** @param {string} namespace */
export function namespacePath(namespace) {
  return `api/v1/namespaces/${encodeURIComponent(namespace)}`;
}

/**
 * A path with those parameters that have a value.
 *
 * @param {string} path
 * @param {Record<string, string | number | null | undefined>} parameters
 */
export function withQuery(path, parameters) {
  const query = Object.entries(parameters)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join("&");
  return query === "" ? path : `${path}?${query}`;
}
