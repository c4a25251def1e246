// Which namespace a view looks into.

import { fill, select } from "./dom.js";
import { loadInto } from "./notice.js";

/**
 * Asks which namespaces there are, and shows a view with the choice among them: at first the one of
 * the address, where there is one.
 *
 * @param {HTMLElement} body
 * @param {import("./api.js").Api} api
 * @param {URLSearchParams} query
 * @param {HTMLElement} none what is shown where there are none
 * @param {(namespace: any) => void} show
 */
export function chooseNamespace(body, api, query, none, show) {
  loadInto(
    body,
    () => api.get("api/v1/namespaces"),
    ({ json }) => {
      const names = json.namespaces.map((/** @type {any} */ each) => each.name);
      if (names.length === 0) {
        fill(body, none);
        return;
      }
      const wanted = query.get("namespace") ?? "";
      show(select({}, names, names.includes(wanted) ? wanted : names[0]));
    },
  );
}
