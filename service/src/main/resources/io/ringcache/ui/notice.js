// What is told: what was done, and what went wrong.

import { ApiError } from "./api.js";
import { count } from "./format.js";
import { fill, h } from "./dom.js";

const SHOWN_MS = 8000;

/**
 * Says that something was done, in a region that screen readers read out. It goes by itself, or by
 * its button.
 *
 * @param {string} text
 */
export function done(text) {
  const notice = h(
    "div",
    { class: "notice" },
    h("span", {}, text),
    h("button", { type: "button", class: "quiet", onclick: () => notice.remove() }, "Dismiss"),
  );
  document.getElementById("notices")?.append(notice);
  setTimeout(() => notice.remove(), SHOWN_MS);
}

/**
 * All that is known of a failure: what the service has said, and by which id it is in its log.
 *
 * @param {unknown} failure
 * @param {string} [lead] what it means here
 */
export function problem(failure, lead) {
  if (!(failure instanceof ApiError)) {
    const text = failure instanceof Error ? failure.message : String(failure);
    return h(
      "div",
      { class: "problem", role: "alert" },
      h("p", {}, h("strong", {}, lead ?? text)),
      lead && h("p", {}, text),
    );
  }
  const said = failure.detail === "" ? failure.message : `${failure.message}: ${failure.detail}`;
  const { deleted_count: deleted, failed_nodes: nodes } = failure.body;
  return h(
    "div",
    { class: "problem", role: "alert" },
    h("p", {}, h("strong", {}, lead ?? hintOf(failure) ?? failure.message)),
    h("p", {}, said),
    nodes &&
      h(
        "p",
        {},
        `${count(deleted ?? 0)} deleted; missed by ${nodes.join(", ")}. Repeat it when they are back.`,
      ),
    h(
      "p",
      { class: "fine" },
      `HTTP ${failure.status}${failure.code && ` ${failure.code}`}`,
      failure.requestId && ["; request ", h("code", {}, failure.requestId)],
    ),
  );
}

/** @param {ApiError} failure */
function hintOf(failure) {
  if (failure.status === 403) {
    const role = /role (\w+)/.exec(failure.detail);
    return role
      ? `This needs an API key with the role ${role[1]}`
      : "The API key is not for this namespace";
  }
  return failure.status === 401 ? "This needs an API key" : null;
}

/**
 * Fills a part of the page with what a call brings, or with why it brings nothing.
 *
 * @param {Element} place
 * @param {() => Promise<any>} load
 * @param {(loaded: any) => void} show
 */
export async function loadInto(place, load, show) {
  place.setAttribute("aria-busy", "true");
  try {
    show(await load());
  } catch (failure) {
    fill(place, problem(failure));
  } finally {
    place.removeAttribute("aria-busy");
  }
}
