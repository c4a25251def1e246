// The settings of a namespace: making one, changing it, deleting it.

import { namespacePath } from "./api.js";
import { ask } from "./dialog.js";
import { field, h, select } from "./dom.js";
import { amount } from "./format.js";
import { done } from "./notice.js";

const POLICIES = /** @type {[string, string][]} */ ([
  ["LRU", "LRU: the entry not read for longest goes"],
  ["LFU", "LFU: the entry read least often goes"],
  ["FIFO", "FIFO: the entry stored first goes"],
  ["TTL", "TTL: the entry that would expire next goes"],
  ["NONE", "NONE: what is new is refused"],
]);

/**
 * @typedef {object} Namespace as the API has it
 * @property {string} name
 * @property {number} default_ttl
 * @property {number} max_size_mb
 * @property {string} eviction_policy
 * @property {string} created_at
 */

/**
 * Asks for a new namespace. Resolves to its name; null if there is none.
 *
 * @param {import("./api.js").Api} api
 */
export async function createNamespace(api) {
  const name = h("input", {
    required: true,
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 100,
    autofocus: true,
  });
  const settings = controls({ default_ttl: 3600, max_size_mb: 100, eviction_policy: "LRU" });
  const made = await ask({
    title: "New namespace",
    content: [
      field("Name", name, "Letters, digits, “_”, “.” and “-”; a letter or digit first."),
      settings.fields,
    ],
    action: "Create",
    async submit() {
      if (name.value === "") {
        throw new Error("A namespace has a name");
      }
      // The call would change one that is there.
      const known = (await api.get("api/v1/namespaces")).json.namespaces;
      if (known.some((/** @type {Namespace} */ namespace) => namespace.name === name.value)) {
        throw new Error(`There is a namespace ${name.value} already`);
      }
      await api.call("PUT", namespacePath(name.value), settings.body());
    },
  });
  if (!made) {
    return null;
  }
  done(`Namespace ${name.value} created.`);
  return name.value;
}

/**
 * Asks for other settings; resolves to whether there are.
 *
 * @param {import("./api.js").Api} api
 * @param {Namespace} namespace
 */
export async function changeNamespace(api, namespace) {
  const settings = controls(namespace);
  const changed = await ask({
    title: `Settings of ${namespace.name}`,
    content: [settings.fields],
    action: "Save",
    async submit() {
      await api.call("PUT", namespacePath(namespace.name), settings.body());
    },
  });
  if (changed) {
    done(`Settings of ${namespace.name} changed. Other processes know within 5 seconds.`);
  }
  return changed;
}

/**
 * Asks twice; resolves to whether it is gone.
 *
 * @param {import("./api.js").Api} api
 * @param {Namespace} namespace
 * @param {number | undefined} keys how many there are, if that is known
 */
export async function deleteNamespace(api, namespace, keys) {
  const typed = h("input", { autocomplete: "off", spellcheck: "false", autofocus: true });
  let deleted = 0;
  const gone = await ask({
    title: `Delete the namespace ${namespace.name}?`,
    content: [
      h(
        "p",
        {},
        keys === undefined ? "Every entry in it" : amount(keys, "entry", "entries"),
        " and its settings are removed. This can not be undone.",
      ),
      field("Its name, to confirm", typed),
    ],
    action: "Delete",
    dangerous: true,
    async submit() {
      if (typed.value !== namespace.name) {
        throw new Error(`Type ${namespace.name} to delete it`);
      }
      deleted = (await api.call("DELETE", namespacePath(namespace.name))).json.deleted_count;
    },
  });
  if (gone) {
    done(`Namespace ${namespace.name} deleted, with ${amount(deleted, "entry", "entries")}.`);
  }
  return gone;
}

/** @param {{default_ttl: number, max_size_mb: number, eviction_policy: string}} current */
function controls(current) {
  const ttl = h("input", {
    type: "number",
    min: 0,
    max: 315360000,
    step: 1,
    value: current.default_ttl,
    required: true,
  });
  const quota = h("input", {
    type: "number",
    min: 1,
    step: 1,
    value: current.max_size_mb,
    required: true,
  });
  const policy = select({}, POLICIES, current.eviction_policy);
  return {
    fields: [
      field(
        "Time to live, in seconds",
        ttl,
        "Of entries that come without one; 0 keeps them for ever.",
      ),
      field("Quota, in MiB", quota, "Of keys and stored values, over all nodes."),
      field("When the quota is reached", policy),
    ],
    /** As it was typed: what is no number is refused by the service, in its words. */
    body() {
      const number = (/** @type {string} */ text) => (text === "" ? null : Number(text));
      return JSON.stringify({
        default_ttl: number(ttl.value),
        max_size_mb: number(quota.value),
        eviction_policy: policy.value,
      });
    },
  };
}
