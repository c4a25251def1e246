// One entry: what it holds, and changing it so that nobody's write is lost.

import { ApiError, entryPath, namespacePath } from "./api.js";
import { ask } from "./dialog.js";
import { facts, field, fill, h } from "./dom.js";
import { amount, duration, size, time } from "./format.js";
import { fault, pretty, valueOf } from "./json.js";
import { done, loadInto, problem } from "./notice.js";

/**
 * @typedef {object} Entry
 * @property {string} value as JSON
 * @property {string} etag
 * @property {any} info as the inspection has it
 */

/**
 * @param {HTMLElement} place
 * @param {import("./api.js").Api} api
 * @param {string} namespace
 * @param {string} key
 * @param {{removed: () => void, invalidate: (tag: string) => void}} told
 */
export async function entryView(place, api, namespace, key, told) {
  await loadInto(
    place,
    () => read(api, namespace, key),
    (entry) => {
      const { info } = entry;
      fill(
        place,
        h("h2", { tabindex: -1, class: "name" }, key),
        h(
          "div",
          { class: "toolbar" },
          h("button", { type: "button", onclick: edit }, "Edit"),
          h("button", { type: "button", onclick: again }, "Refresh"),
          h("button", { type: "button", class: "danger quiet", onclick: remove }, "Delete"),
        ),
        facts(
          ["Time left", duration(info.ttl_remaining)],
          ["Value", size(info.size_bytes)],
          ["Node", info.nodes.join(", ")],
          ["Stored", time(info.created_at)],
          ["Read", amount(info.access_count, "time", "times")],
          ["Last read", info.last_accessed === null ? "not yet" : time(info.last_accessed)],
        ),
        h("h3", {}, "Tags"),
        info.tags.length === 0
          ? h("p", { class: "fine" }, "None")
          : h(
              "ul",
              { class: "tags" },
              info.tags.map((/** @type {string} */ tag) =>
                h(
                  "li",
                  {},
                  tag,
                  h(
                    "button",
                    { type: "button", class: "quiet", onclick: () => told.invalidate(tag) },
                    "Invalidate",
                    h("span", { class: "visually-hidden" }, ` the tag ${tag}`),
                  ),
                ),
              ),
            ),
        h("h3", { id: "value-heading" }, "Value"),
        h(
          "pre",
          { tabindex: 0, role: "region", "aria-labelledby": "value-heading" },
          pretty(entry.value),
        ),
        h("p", { class: "fine" }, "Showing a value counts as a read of it."),
      );

      async function edit() {
        if (await changeEntry(api, namespace, key, entry)) {
          await again();
        }
      }

      async function again() {
        await entryView(place, api, namespace, key, told);
        /** @type {HTMLElement | null} */ (place.querySelector("h2"))?.focus();
      }

      async function remove() {
        const removed = await ask({
          title: "Delete this entry?",
          content: [h("p", { class: "name" }, key)],
          action: "Delete",
          dangerous: true,
          explain: (failure) =>
            conflict(
              failure,
              "The entry has changed since it was shown, or is gone. Nothing was deleted.",
            ),
          async submit() {
            await api.call("DELETE", entryPath(namespace, key), undefined, {
              "If-Match": entry.etag,
            });
          },
        });
        if (removed) {
          done(`${key} deleted.`);
          told.removed();
        }
      }
    },
  );
}

/**
 * @param {import("./api.js").Api} api
 * @param {string} namespace
 * @param {string} key
 * @returns {Promise<Entry>}
 */
async function read(api, namespace, key) {
  // The inspection first: it does not count as a read.
  const info = (await api.get(`${namespacePath(namespace)}/keys/${encodeURIComponent(key)}`)).json;
  const { text, etag } = await api.get(entryPath(namespace, key));
  return { value: valueOf(text), etag: etag ?? "", info };
}

/**
 * Asks for another value; resolves to whether it was stored. It is stored only in place of the one
 * that was shown: what somebody else has written meanwhile is not overwritten.
 *
 * @param {import("./api.js").Api} api
 * @param {string} namespace
 * @param {string} key
 * @param {Entry} entry
 */
async function changeEntry(api, namespace, key, entry) {
  let { etag } = entry;
  const form = controls(pretty(entry.value), entry.info.ttl_remaining, entry.info.tags);
  const theirs = h("div", {});
  const changed = await ask({
    title: "Edit this entry",
    content: [h("p", { class: "name" }, key), form.fields, theirs],
    action: "Save",
    explain: (failure) =>
      conflict(
        failure,
        "Somebody else has changed this entry, or removed it, since it was shown. Nothing was saved.",
        showTheirs(),
      ),
    async submit() {
      await api.call("PUT", entryPath(namespace, key), form.body(), { "If-Match": etag });
    },
  });
  if (changed) {
    done(`${key} saved.`);
  }
  return changed;

  function showTheirs() {
    return h("button", { type: "button", onclick: compare }, "Show what is there now");
  }

  async function compare() {
    await loadInto(
      theirs,
      () => read(api, namespace, key),
      (now) => {
        fill(
          theirs,
          h("h3", {}, "What is there now"),
          h(
            "pre",
            { tabindex: 0, role: "region", "aria-label": "What is there now" },
            pretty(now.value),
          ),
          h("p", {}, "Saving from here on replaces this."),
        );
        etag = now.etag;
      },
    );
    theirs.scrollIntoView({ block: "nearest" });
  }
}

/**
 * Asks for a new entry; resolves to its key, or null.
 *
 * @param {import("./api.js").Api} api
 * @param {string} namespace
 */
export async function createEntry(api, namespace) {
  const key = h("input", { autocomplete: "off", spellcheck: "false", autofocus: true });
  const form = controls("", null, []);
  const created = await ask({
    title: `New entry in ${namespace}`,
    content: [field("Key", key), form.fields],
    action: "Create",
    explain: (failure) =>
      conflict(failure, "There is an entry under this key already. Nothing was saved."),
    async submit() {
      if (key.value === "") {
        throw new Error("An entry has a key");
      }
      await api.call("PUT", entryPath(namespace, key.value), form.body(), { "If-None-Match": "*" });
    },
  });
  if (!created) {
    return null;
  }
  done(`${key.value} created.`);
  return key.value;
}

/**
 * @param {unknown} failure
 * @param {string} lead
 * @param {Node} [offer]
 */
function conflict(failure, lead, offer) {
  const isOne = failure instanceof ApiError && failure.code === "precondition_failed";
  const shown = problem(failure, isOne ? lead : undefined);
  if (isOne && offer) {
    shown.append(offer);
  }
  return shown;
}

/**
 * @param {string} value
 * @param {number | null} seconds
 * @param {string[]} known
 */
function controls(value, seconds, known) {
  const json = h("textarea", { rows: 10, spellcheck: "false", class: "code" });
  json.value = value;
  json.setSelectionRange(0, 0);
  const ttl = h("input", { type: "number", min: 1, step: 1, value: seconds ?? "" });
  const tags = h("textarea", { rows: 2, spellcheck: "false" });
  tags.value = known.join("\n");
  return {
    fields: [
      field("Value, as JSON", json, 'A text is put in quotation marks: "so".'),
      field("Time to live, in seconds", ttl, "Empty for what the namespace says."),
      field("Tags, one a line", tags),
    ],
    /** The value goes as it was typed: as a number it would lose digits. */
    body() {
      const wrong = fault(json.value);
      if (wrong !== null) {
        throw new Error(`The value is no JSON: ${wrong}`);
      }
      const rest = JSON.stringify({
        ttl: ttl.value === "" ? null : Number(ttl.value),
        tags: tags.value.split("\n").filter((/** @type {string} */ tag) => tag !== ""),
      });
      return `{"value":${json.value},${rest.slice(1)}`;
    },
  };
}
