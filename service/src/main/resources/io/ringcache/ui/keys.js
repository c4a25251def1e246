// The keys of a namespace: finding them, looking into one, and removing many.

import { cachePath, namespacePath, withQuery } from "./api.js";
import { chooseNamespace } from "./choice.js";
import { ask } from "./dialog.js";
import { field, fill, h, say } from "./dom.js";
import { amount, count } from "./format.js";
import { createEntry, entryView } from "./entry.js";
import { done, loadInto } from "./notice.js";

const PAGE = 50;

/** Past this nobody waits for the exact number before a flush. */
const COUNTED = 20_000;
const COUNTED_A_CALL = 1000;

/** Pages may be empty before the end; so many are asked for until somebody is asked again. */
const EMPTY_PAGES = 20;

/**
 * @param {HTMLElement} place
 * @param {import("./namespaces.js").Context} context
 * @param {URLSearchParams} query
 */
export function keysView(place, context, query) {
  const body = h("div", {});
  fill(place, h("div", { class: "heading" }, h("h1", { tabindex: -1 }, "Keys")), body);
  const none = h(
    "div",
    { class: "empty" },
    h("p", {}, "There is no namespace to look into. "),
    h("a", { href: "#/namespaces" }, "Make one"),
  );
  chooseNamespace(body, context.api, query, none, (namespace) =>
    browser(body, context.api, namespace, query),
  );
  return () => {};
}

/**
 * @param {HTMLElement} body
 * @param {import("./api.js").Api} api
 * @param {any} namespace the choice
 * @param {URLSearchParams} query
 */
function browser(body, api, namespace, query) {
  const pattern = h("input", {
    value: query.get("pattern") ?? "",
    placeholder: "*",
    autocomplete: "off",
    spellcheck: "false",
  });
  const listed = h("div", { class: "listed" });
  const found = h("p", { class: "fine", role: "status" });
  const entry = h("section", { class: "entry", "aria-label": "Entry" }, hintOfEntry());
  /** The cursors of the pages so far; the first has none. @type {(string | null)[]} */
  let cursors = [null];

  fill(
    body,
    h(
      "form",
      { class: "search", role: "search", onsubmit: searched },
      field("Namespace", namespace),
      field("Pattern", pattern, "As user_*: *, ?, [a-z]; empty for every key."),
      h("button", { type: "submit", class: "primary" }, "List keys"),
    ),
    h(
      "div",
      { class: "toolbar" },
      h("button", { type: "button", onclick: create }, "New entry"),
      h("button", { type: "button", onclick: () => invalidate("") }, "Invalidate a tag"),
      h("button", { type: "button", class: "danger quiet", onclick: flush }, "Flush by pattern"),
    ),
    h("div", { class: "browser" }, h("section", { "aria-label": "Keys" }, found, listed), entry),
  );
  namespace.addEventListener("change", () => searched());
  list();
  if (query.has("key")) {
    open(query.get("key") ?? "");
  }

  /** @param {Event} [event] */
  function searched(event) {
    event?.preventDefault();
    cursors = [null];
    query.delete("key");
    fill(entry, hintOfEntry());
    remember(null);
    list();
  }

  /**
   * In the address, so that it can be come back to; without another entry in the history.
   *
   * @param {string | null} key
   */
  function remember(key) {
    history.replaceState(
      null,
      "",
      withQuery("#/keys", { namespace: namespace.value, pattern: pattern.value, key }),
    );
  }

  async function list() {
    await loadInto(listed, nextKeys, ({ keys, cursor, degraded }) => {
      const page = cursors.length;
      say(
        found,
        keys.length === 0 ? "No key" : `${amount(keys.length, "key", "keys")}, page ${page}`,
      );
      const chosen = query.get("key");
      fill(
        listed,
        degraded &&
          h(
            "p",
            { class: "warning" },
            "Some nodes could not be asked: their keys are missing here.",
          ),
        keys.length === 0
          ? h(
              "p",
              { class: "empty" },
              pattern.value === "" ? "This namespace is empty." : "No key matches this pattern.",
              cursor !== null && " So far: there is more to go through.",
            )
          : h(
              "ul",
              { class: "keys" },
              keys.map((/** @type {string} */ key) =>
                h(
                  "li",
                  {},
                  h(
                    "button",
                    {
                      type: "button",
                      "aria-pressed": key === chosen ? "true" : "false",
                      onclick: (/** @type {any} */ event) => choose(event.currentTarget, key),
                    },
                    key,
                  ),
                ),
              ),
            ),
        h(
          "div",
          { class: "pages" },
          h(
            "button",
            { type: "button", disabled: page === 1, onclick: () => turn(cursors.slice(0, -1)) },
            "Previous page",
          ),
          h(
            "button",
            {
              type: "button",
              disabled: cursor === null,
              onclick: () => turn([...cursors, cursor]),
            },
            "Next page",
          ),
        ),
      );
    });
  }

  /** @param {(string | null)[]} to */
  async function turn(to) {
    cursors = to;
    await list();
    listed.querySelector("button")?.focus();
  }

  /** The page at the last cursor, or the first after it that has a key. */
  async function nextKeys() {
    for (let tried = 1; ; tried++) {
      const { json } = await api.get(keysPath(cursors[cursors.length - 1], PAGE));
      if (json.keys.length > 0 || json.cursor === null || tried === EMPTY_PAGES) {
        return json;
      }
      cursors[cursors.length - 1] = json.cursor;
    }
  }

  /**
   * @param {string | null} cursor
   * @param {number} limit
   * @param {string} glob
   */
  function keysPath(cursor, limit, glob = pattern.value) {
    return withQuery(`${namespacePath(namespace.value)}/keys`, { pattern: glob, cursor, limit });
  }

  /**
   * @param {HTMLElement} button
   * @param {string} key
   */
  async function choose(button, key) {
    listed
      .querySelectorAll("[aria-pressed=true]")
      .forEach((other) => other.setAttribute("aria-pressed", "false"));
    button.setAttribute("aria-pressed", "true");
    await open(key);
    /** @type {HTMLElement | null} */ (entry.querySelector("h2"))?.focus();
  }

  /** @param {string} key */
  function open(key) {
    query.set("key", key);
    remember(key);
    return entryView(entry, api, namespace.value, key, {
      removed() {
        query.delete("key");
        remember(null);
        fill(entry, hintOfEntry());
        return list();
      },
      invalidate,
    });
  }

  async function create() {
    const key = await createEntry(api, namespace.value);
    if (key !== null) {
      await list();
      await open(key);
    }
  }

  /** @param {string} known */
  async function invalidate(known) {
    const tag = h("input", {
      value: known,
      autocomplete: "off",
      spellcheck: "false",
      autofocus: true,
    });
    let deleted = 0;
    const invalidated = await ask({
      title: `Invalidate a tag in ${namespace.value}`,
      content: [h("p", {}, "Every entry that carries the tag is removed."), field("Tag", tag)],
      action: "Invalidate",
      dangerous: true,
      async submit() {
        const body = JSON.stringify({ tags: [tag.value] });
        deleted = (await api.call("POST", `${cachePath(namespace.value)}/invalidate`, body)).json
          .deleted_count;
      },
    });
    if (invalidated) {
      done(`${amount(deleted, "entry", "entries")} with the tag ${tag.value} removed.`);
      refresh();
    }
  }

  async function flush() {
    const glob = h("input", {
      value: pattern.value,
      placeholder: "*",
      autocomplete: "off",
      spellcheck: "false",
      autofocus: true,
    });
    const many = h("p", { role: "status" }, "…");
    let counting = 0;
    let deleted = 0;
    const recount = async () => {
      const mine = ++counting;
      say(many, "Counting…");
      try {
        const text = await counted(glob.value, () => mine === counting);
        if (mine === counting) {
          say(many, text);
        }
      } catch (failure) {
        say(many, `Not counted: ${failure instanceof Error ? failure.message : failure}`);
      }
    };
    glob.addEventListener("change", recount);
    recount();
    const flushed = await ask({
      title: `Flush ${namespace.value} by pattern?`,
      content: [
        h("p", {}, "Every entry whose key matches is removed. This can not be undone."),
        field("Pattern", glob, "Empty for every key of the namespace."),
        many,
      ],
      action: "Flush",
      dangerous: true,
      async submit() {
        deleted = (
          await api.call("DELETE", withQuery(cachePath(namespace.value), { pattern: glob.value }))
        ).json.deleted_count;
      },
    });
    counting++;
    if (flushed) {
      done(`${amount(deleted, "entry", "entries")} flushed from ${namespace.value}.`);
      refresh();
    }
  }

  /**
   * How many keys a flush would meet, in words.
   *
   * @param {string} glob
   * @param {() => boolean} isWanted
   */
  async function counted(glob, isWanted) {
    let n = 0;
    /** @type {string | null} */
    let cursor = null;
    do {
      const { json } = await api.get(keysPath(cursor, COUNTED_A_CALL, glob));
      n += json.keys.length;
      cursor = json.cursor;
    } while (cursor !== null && n < COUNTED && isWanted());
    return cursor === null
      ? `${amount(n, "entry matches", "entries match")}.`
      : `More than ${count(n)} entries match.`;
  }

  function refresh() {
    cursors = [null];
    list();
    const key = query.get("key");
    if (key !== null) {
      open(key);
    }
  }
}

function hintOfEntry() {
  return h("p", { class: "empty" }, "Choose a key to look into its entry.");
}
