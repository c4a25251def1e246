// The access log of a namespace, and the audit trail.

import { chooseNamespace } from "./choice.js";
import { namespacePath, withQuery } from "./api.js";
import { field, fill, h, say, select } from "./dom.js";
import { NONE, amount, latency, time } from "./format.js";
import { loadInto } from "./notice.js";

const OPERATIONS = [
  "GET",
  "PUT",
  "DELETE",
  "MGET",
  "MSET",
  "MDELETE",
  "INCR",
  "TOUCH",
  "INVALIDATE",
  "FLUSH",
];
const LIMITS = ["50", "100", "500", "1000"];

/**
 * @param {HTMLElement} place
 * @param {import("./namespaces.js").Context} context
 * @param {URLSearchParams} query
 */
export function accessView(place, context, query) {
  const body = h("div", {});
  fill(place, h("div", { class: "heading" }, h("h1", { tabindex: -1 }, "Access log")), body);
  const none = h("p", { class: "empty" }, "There is no namespace yet.");
  chooseNamespace(body, context.api, query, none, (namespace) => {
    const operation = select({}, [
      ["", "All"],
      ...OPERATIONS.map((each) => /** @type {[string, string]} */ ([each, each])),
    ]);
    log(body, context.api, {
      filters: [field("Namespace", namespace), field("Operation", operation)],
      path: (range) =>
        withQuery(`${namespacePath(namespace.value)}/access-logs`, {
          ...range,
          operation: operation.value,
        }),
      caption: "What was asked of the cache, newest first",
      columns: ["Time", "Operation", "Key pattern", "Result", "Latency"],
      cells: (entry) => [
        time(entry.at),
        entry.operation,
        entry.key_pattern === null ? NONE : h("code", {}, entry.key_pattern),
        entry.hit === null
          ? NONE
          : h(
              "span",
              { class: entry.hit ? "pill is-up" : "pill is-suspect" },
              entry.hit ? "hit" : "miss",
            ),
        latency(entry.latency_ms),
      ],
    });
  });
  return () => {};
}

/**
 * @param {HTMLElement} place
 * @param {import("./namespaces.js").Context} context
 */
export function auditView(place, context) {
  const body = h("div", {});
  fill(place, h("div", { class: "heading" }, h("h1", { tabindex: -1 }, "Audit trail")), body);
  log(body, context.api, {
    filters: [],
    path: (range) => withQuery("api/v1/audit-logs", range),
    caption: "What was done by whom, newest first",
    columns: ["Time", "Actor", "Action", "Namespace", "Detail", "Request"],
    cells: (entry) => [
      time(entry.at),
      entry.actor,
      h("code", {}, entry.action),
      entry.namespace ?? NONE,
      entry.detail,
      h("code", { class: "fine" }, entry.request_id),
    ],
  });
  return () => {};
}

/**
 * A log with its filters.
 *
 * @param {HTMLElement} body
 * @param {import("./api.js").Api} api
 * @param {object} kind
 * @param {HTMLElement[]} kind.filters its own, beside those of time
 * @param {(range: Record<string, string>) => string} kind.path
 * @param {string} kind.caption
 * @param {string[]} kind.columns
 * @param {(entry: any) => any[]} kind.cells
 */
function log(body, api, { filters, path, caption, columns, cells }) {
  const since = h("input", { type: "datetime-local" });
  const until = h("input", { type: "datetime-local" });
  const limit = select({}, LIMITS, "100");
  const found = h("p", { class: "fine", role: "status" });
  const list = h("div", {});
  fill(
    body,
    h(
      "form",
      { class: "search", onsubmit: searched },
      filters,
      field("From", since),
      field("Before", until),
      field("At most", limit),
      h("button", { type: "submit", class: "primary" }, "Show"),
    ),
    found,
    list,
  );
  load();

  /** @param {Event} event */
  function searched(event) {
    event.preventDefault();
    load();
  }

  function load() {
    const range = { since: moment(since.value), until: moment(until.value), limit: limit.value };
    return loadInto(
      list,
      () => api.get(path(range)),
      ({ json }) => {
        const { entries } = json;
        say(found, amount(entries.length, "entry", "entries"));
        fill(
          list,
          entries.length === 0
            ? h("p", { class: "empty" }, "Nothing was logged, of this kind and at this time.")
            : h(
                "table",
                { class: "log stacked", role: "table" },
                h("caption", { class: "visually-hidden" }, caption),
                h(
                  "thead",
                  { role: "rowgroup" },
                  h(
                    "tr",
                    { role: "row" },
                    columns.map((name) => h("th", { scope: "col", role: "columnheader" }, name)),
                  ),
                ),
                h(
                  "tbody",
                  { role: "rowgroup" },
                  entries.map((/** @type {any} */ entry) =>
                    h(
                      "tr",
                      { role: "row" },
                      cells(entry).map((cell, i) =>
                        h("td", { role: "cell", "data-label": columns[i] }, h("div", {}, cell)),
                      ),
                    ),
                  ),
                ),
              ),
        );
      },
    );
  }
}

/**
 * What was chosen in the reader's time zone, as the API wants it.
 *
 * @param {string} local
 */
function moment(local) {
  return local === "" ? "" : new Date(local).toISOString();
}
