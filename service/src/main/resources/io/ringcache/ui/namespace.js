// One namespace: how it has done of late, and what can be done to it.

import { isRefused, withQuery } from "./api.js";
import { POWERS_OF_TWO, chart } from "./chart.js";
import { facts, fill, h, say } from "./dom.js";
import { count, duration, percent, rate, size, time, wholePercent } from "./format.js";
import { lifetime, quotaBar, takeSample } from "./namespaces.js";
import { problem } from "./notice.js";
import { poll } from "./poll.js";
import { changeNamespace, deleteNamespace } from "./settings.js";

const PAUSE_MS = 2000;
const MIB = 1024 * 1024;

/**
 * @param {HTMLElement} place
 * @param {import("./namespaces.js").Context} context
 * @param {string} name
 */
export function namespaceView(place, context, name) {
  /** What is shown, as it came. */
  let shown = "";
  let end = () => {};
  let update = () => {};
  const failed = h("div", {});
  const body = h("div", {});
  fill(
    place,
    h(
      "nav",
      { class: "crumbs", "aria-label": "Breadcrumb" },
      h("a", { href: "#/namespaces" }, "Namespaces"),
    ),
    h("h1", { tabindex: -1, class: "name" }, name),
    failed,
    body,
  );
  let stopped = poll(look, PAUSE_MS);

  /** Does something to it, without being asked for figures meanwhile. */
  async function undisturbed(/** @type {() => Promise<void>} */ work) {
    stopped();
    await work();
    if (place.isConnected) {
      stopped = poll(look, PAUSE_MS);
    }
  }

  // It is looked for in the list, which any key may ask for: asking for the figures of one that was
  // deleted would make it anew where the service makes them by itself.
  async function look() {
    try {
      const { json } = await context.api.get("api/v1/namespaces");
      const namespace = json.namespaces.find((/** @type {any} */ each) => each.name === name);
      if (namespace === undefined) {
        end();
        fill(failed);
        fill(
          body,
          h(
            "div",
            { class: "empty" },
            h("p", {}, "There is no namespace of that name, or the API key is not for it."),
          ),
        );
        return false;
      }
      if (JSON.stringify(namespace) !== shown) {
        shown = JSON.stringify(namespace);
        end();
        ({ end, update } = show(body, context, namespace, undisturbed));
      }
    } catch (failure) {
      fill(failed, problem(failure));
      return !isRefused(failure);
    }
    const failure = await takeSample(context, name);
    fill(failed, failure !== null && problem(failure));
    update();
    return !isRefused(failure);
  }

  return () => {
    stopped();
    end();
  };
}

/**
 * @param {HTMLElement} body
 * @param {import("./namespaces.js").Context} context
 * @param {import("./settings.js").Namespace} namespace
 * @param {(work: () => Promise<void>) => void} undisturbed
 */
function show(body, context, namespace, undisturbed) {
  const { name } = namespace;
  const { api, samples } = context;
  const memory = quotaBar();
  const sinceBeginning = h("span", {}, "–");
  const evicted = h("span", {}, "–");
  const degraded = h(
    "p",
    { class: "warning", hidden: true },
    "Some nodes could not be asked: their part is missing in these figures.",
  );
  const hitRate = chart("Hit rate", [{ label: "Hit rate", colour: "--good-line", filled: true }], {
    format: percent,
    mark: wholePercent,
    highest: 1,
  });
  const reads = chart(
    "Reads a second",
    [
      { label: "Hits", colour: "--good-line", filled: true },
      { label: "Misses", colour: "--warn-line" },
    ],
    { format: rate },
  );
  const keys = chart("Keys", [{ label: "Keys", colour: "--accent", filled: true }], {
    format: count,
  });
  const bytes = chart(
    "Memory",
    [
      { label: "Keys and values", colour: "--accent", filled: true },
      { label: "Quota", colour: "--muted", dashed: true },
    ],
    { format: size, steps: POWERS_OF_TWO },
  );
  const evictions = chart(
    "Evictions a second",
    [{ label: "Evictions", colour: "--warn-line", filled: true }],
    { format: rate },
  );
  const charts = [hitRate, reads, keys, bytes, evictions];

  fill(
    body,
    h(
      "div",
      { class: "toolbar" },
      h(
        "a",
        { class: "button primary", href: withQuery("#/keys", { namespace: name }) },
        "Browse keys",
      ),
      h("button", { type: "button", onclick: change }, "Change settings"),
      h("a", { class: "button", href: withQuery("#/access", { namespace: name }) }, "Access log"),
      h("button", { type: "button", class: "danger quiet", onclick: remove }, "Delete namespace"),
    ),
    facts(
      ["When full", namespace.eviction_policy],
      ["Time to live", duration(namespace.default_ttl)],
      ["Memory", memory.element],
      ["Hit rate overall", sinceBeginning],
      ["Evictions overall", evicted],
      ["Created", time(namespace.created_at)],
    ),
    degraded,
    h(
      "section",
      { class: "charts", "aria-label": "Over time" },
      charts.map(({ element }) => element),
    ),
  );

  function change() {
    undisturbed(async () => {
      await changeNamespace(api, namespace);
    });
  }

  function remove() {
    undisturbed(async () => {
      if (await deleteNamespace(api, namespace, samples.get(name)?.last?.total_keys)) {
        samples.delete(name);
        location.hash = "#/namespaces";
      }
    });
  }

  function update() {
    const known = samples.get(name);
    const stats = known?.last;
    if (known === undefined || stats === undefined) {
      return;
    }
    const { series } = known;
    say(sinceBeginning, `${percent(lifetime(stats))} of ${count(stats.hits + stats.misses)} reads`);
    say(evicted, count(stats.evictions));
    memory.show(stats.memory_used_bytes, namespace.max_size_mb * MIB);
    degraded.hidden = !stats.degraded;
    hitRate.show(series.at, [series.hitRate]);
    reads.show(series.at, [series.hits, series.misses]);
    keys.show(series.at, [series.keys]);
    bytes.show(series.at, [series.bytes, series.at.map(() => namespace.max_size_mb * MIB)]);
    evictions.show(series.at, [series.evictions]);
  }

  update();
  return {
    update,
    end: () => charts.forEach((each) => each.end()),
  };
}
