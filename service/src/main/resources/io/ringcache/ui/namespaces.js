// All namespaces, with their figures as they change.

import { cachePath, isRefused, withQuery } from "./api.js";
import { sparkline } from "./chart.js";
import { fill, h, say } from "./dom.js";
import { NONE, count, duration, percent, rate, size } from "./format.js";
import { problem } from "./notice.js";
import { forEach, poll } from "./poll.js";
import { Samples } from "./samples.js";
import { changeNamespace, createNamespace } from "./settings.js";

const PAUSE_MS = 2000;
const AT_A_TIME = 4;
const MIB = 1024 * 1024;

/**
 * @typedef {import("./settings.js").Namespace} Namespace
 * @typedef {{api: import("./api.js").Api, samples: Map<string, Samples>}} Context
 */

/**
 * @param {HTMLElement} place
 * @param {Context} context
 */
export function namespacesView(place, context) {
  /** @type {Map<string, ReturnType<typeof row>>} */
  let rows = new Map();
  /** What is shown, as it came. */
  let shown = "";
  const total = totals();
  const list = h("div", {}, h("p", { class: "empty" }, "…"));
  const failed = h("div", {});

  fill(
    place,
    h(
      "div",
      { class: "heading" },
      h("h1", { tabindex: -1 }, "Namespaces"),
      h("button", { type: "button", class: "primary", onclick: create }, "New namespace"),
    ),
    total.element,
    failed,
    list,
  );
  let stopped = poll(look, PAUSE_MS);

  async function create() {
    const name = await createNamespace(context.api);
    if (name !== null) {
      location.hash = `#/namespaces/${encodeURIComponent(name)}`;
    }
  }

  /** @param {Namespace} namespace */
  async function change(namespace) {
    if (await changeNamespace(context.api, namespace)) {
      stopped();
      stopped = poll(look, PAUSE_MS);
    }
  }

  async function look() {
    /** @type {unknown} */
    let failure = null;
    try {
      const { json, text } = await context.api.get("api/v1/namespaces");
      if (text !== shown) {
        shown = text;
        show(json.namespaces);
      }
      await forEach(json.namespaces, AT_A_TIME, async (/** @type {Namespace} */ { name }) => {
        failure = (await takeSample(context, name)) ?? failure;
      });
    } catch (notListed) {
      failure = notListed;
    }
    fill(failed, failure !== null && problem(failure));
    update();
    return !isRefused(failure);
  }

  /** @param {Namespace[]} namespaces */
  function show(namespaces) {
    rows.forEach((each) => each.end());
    rows = new Map(namespaces.map((namespace) => [namespace.name, row(namespace, change)]));
    fill(
      list,
      namespaces.length === 0 ? empty() : table([...rows.values()].map((each) => each.element)),
    );
    update();
  }

  function update() {
    rows.forEach((each, name) => each.show(context.samples.get(name)));
    total.show([...rows.keys()].map((name) => context.samples.get(name)));
  }

  return () => {
    stopped();
    rows.forEach((each) => each.end());
  };
}

/**
 * Asks for the statistics of one, and keeps them. Does not throw: resolves to why it failed, or null.
 *
 * @param {Context} context
 * @param {string} name
 * @returns {Promise<unknown>}
 */
export async function takeSample(context, name) {
  try {
    const { json } = await context.api.get(`${cachePath(name)}/stats`);
    let samples = context.samples.get(name);
    if (samples === undefined) {
      samples = new Samples();
      context.samples.set(name, samples);
    }
    samples.add(Date.now() / 1000, json);
    return null;
  } catch (failure) {
    return failure;
  }
}

function empty() {
  return h(
    "div",
    { class: "empty" },
    h("h2", {}, "There is no namespace yet"),
    h(
      "p",
      {},
      "A namespace holds what one application caches, with its own time to live, quota and eviction policy. Make the first one, or let an application write to one where the service makes them by itself.",
    ),
  );
}

/** @param {HTMLElement[]} rows */
function table(rows) {
  // The roles stand here since a narrow page lays the rows out as blocks, which takes them away.
  return h(
    "table",
    { class: "namespaces stacked", role: "table" },
    h("caption", { class: "visually-hidden" }, "Namespaces and their figures of the last seconds"),
    h(
      "thead",
      { role: "rowgroup" },
      h(
        "tr",
        { role: "row" },
        ["Namespace", "Hit rate", "Reads a second", "Keys", "Memory", "Evictions"].map((name) =>
          h("th", { scope: "col", role: "columnheader" }, name),
        ),
        h(
          "th",
          { scope: "col", role: "columnheader" },
          h("span", { class: "visually-hidden" }, "Actions"),
        ),
      ),
    ),
    h("tbody", { role: "rowgroup" }, rows),
  );
}

/**
 * @param {Namespace} namespace
 * @param {(namespace: Namespace) => void} change
 */
function row(namespace, change) {
  const { name } = namespace;
  const hitRate = figure();
  const reads = figure();
  const keys = figure();
  const evictions = figure();
  const memory = quotaBar();
  const hitLine = sparkline(`Hit rate of ${name}`, "--good-line", { format: percent, highest: 1 });
  const readLine = sparkline(`Reads a second of ${name}`, "--accent", { format: rate });
  const keyLine = sparkline(`Keys of ${name}`, "--accent", { format: count });
  const evictionLine = sparkline(`Evictions a second of ${name}`, "--warn-line", { format: rate });
  const cell = (/** @type {string} */ label, /** @type {any[]} */ ...content) =>
    h("td", { role: "cell", "data-label": label }, h("div", { class: "cell" }, content));

  return {
    element: h(
      "tr",
      { role: "row" },
      h(
        "th",
        { scope: "row", role: "rowheader" },
        h("a", { href: `#/namespaces/${encodeURIComponent(name)}`, class: "name" }, name),
        h(
          "span",
          { class: "fine" },
          `${namespace.eviction_policy}, ${namespace.default_ttl === 0 ? "kept for ever" : duration(namespace.default_ttl)}`,
        ),
      ),
      cell("Hit rate", hitRate, hitLine.element),
      cell("Reads a second", reads, readLine.element),
      cell("Keys", keys, keyLine.element),
      h("td", { role: "cell", "data-label": "Memory" }, memory.element),
      cell("Evictions", evictions, evictionLine.element),
      h(
        "td",
        { role: "cell", class: "row-actions" },
        h(
          "a",
          { class: "button", href: withQuery("#/keys", { namespace: name }) },
          "Keys",
          h("span", { class: "visually-hidden" }, ` of ${name}`),
        ),
        h(
          "button",
          { type: "button", onclick: () => change(namespace) },
          "Settings",
          h("span", { class: "visually-hidden" }, ` of ${name}`),
        ),
      ),
    ),
    /** @param {Samples | undefined} samples */
    show(samples) {
      const stats = samples?.last;
      if (samples === undefined || stats === undefined) {
        return;
      }
      const { now, series } = samples;
      say(hitRate, percent(now.hitRate ?? lifetime(stats)));
      say(reads, now.hits === null ? NONE : rate(now.hits + (now.misses ?? 0)));
      say(keys, (stats.degraded ? "≥ " : "") + count(stats.total_keys));
      say(evictions, count(stats.evictions));
      memory.show(stats.memory_used_bytes, namespace.max_size_mb * MIB);
      hitLine.show(series.at, [series.hitRate]);
      readLine.show(series.at, [
        series.hits.map((hits, i) => (hits === null ? null : hits + (series.misses[i] ?? 0))),
      ]);
      keyLine.show(series.at, [series.keys]);
      evictionLine.show(series.at, [series.evictions]);
    },
    end() {
      [hitLine, readLine, keyLine, evictionLine].forEach((line) => line.end());
    },
  };
}

/**
 * The hit rate since the beginning; null where nothing was ever read.
 *
 * @param {import("./samples.js").Stats} stats
 */
export function lifetime(stats) {
  return stats.hits + stats.misses === 0 ? null : stats.hit_rate;
}

function figure() {
  return h("span", { class: "figure" }, NONE);
}

/** Bytes against the quota, as a bar and in words. */
export function quotaBar() {
  const inner = h("div", {});
  const bar = h(
    "div",
    {
      class: "bar",
      role: "meter",
      "aria-label": "Memory of the quota",
      "aria-valuemin": 0,
      "aria-valuemax": 100,
      "aria-valuenow": 0,
    },
    inner,
  );
  const text = h("span", { class: "fine" }, NONE);
  return {
    element: h("div", { class: "quota" }, text, bar),
    /**
     * @param {number} used
     * @param {number | null} limit null for none
     */
    show(used, limit) {
      const part = limit === null ? 0 : Math.min(1, used / limit);
      inner.style.width = `${part * 100}%`;
      bar.hidden = limit === null;
      bar.classList.toggle("is-full", part > 0.95);
      bar.setAttribute("aria-valuenow", String(Math.round(part * 100)));
      bar.setAttribute(
        "aria-valuetext",
        limit === null ? size(used) : `${size(used)} of ${size(limit)}`,
      );
      say(text, limit === null ? `${size(used)}, no limit` : `${size(used)} of ${size(limit)}`);
    },
  };
}

/** What all of them come to. */
function totals() {
  const names = ["Hit rate", "Reads a second", "Keys", "Memory", "Evictions a second"];
  const figures = names.map(() => h("dd", {}, NONE));
  const element = h(
    "dl",
    { class: "totals", "aria-label": "All namespaces" },
    names.map((name, i) => h("div", {}, h("dt", {}, name), figures[i])),
  );
  return {
    element,
    /** @param {(Samples | undefined)[]} all */
    show(all) {
      const known = all
        .filter((samples) => samples?.last !== undefined)
        .map((samples) => /** @type {Samples} */ (samples));
      const sum = (/** @type {(samples: Samples) => number | null} */ of) => {
        const parts = known.map(of).filter((part) => part !== null);
        return parts.length === 0 ? null : parts.reduce((a, b) => a + b, 0);
      };
      const hits = sum(({ now }) => now.hits);
      const misses = sum(({ now }) => now.misses);
      const reads = hits === null || misses === null ? null : hits + misses;
      say(figures[0], percent(reads ? /** @type {number} */ (hits) / reads : null));
      say(figures[1], rate(reads));
      say(
        figures[2],
        known.length === 0 ? NONE : count(sum(({ last }) => last?.total_keys ?? 0) ?? 0),
      );
      say(
        figures[3],
        known.length === 0 ? NONE : size(sum(({ last }) => last?.memory_used_bytes ?? 0) ?? 0),
      );
      say(figures[4], rate(sum(({ now }) => now.evictions)));
    },
  };
}
