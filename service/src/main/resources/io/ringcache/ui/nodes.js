// The nodes, the ring that they share, and the service's health.

import { isRefused } from "./api.js";
import { sparkline } from "./chart.js";
import { facts, fill, h, say } from "./dom.js";
import { amount, count, latency, percent } from "./format.js";
import { quotaBar } from "./namespaces.js";
import { problem } from "./notice.js";
import { poll } from "./poll.js";
import { colourOf, ringOf } from "./ring.js";
import { healthFacts } from "./status.js";

const PAUSE_MS = 2000;
const KEPT = 150;

const STATES = {
  up: "Up",
  suspect: "Suspect: a connection was lost, or an answer did not come",
  down: "Down: calls for its keys fail at once",
  rejoining: "Rejoining: what it must not show is being removed",
};

/**
 * @typedef {object} NodeOfRing as the API has it
 * @property {string} name
 * @property {string} address
 * @property {keyof typeof STATES} state
 * @property {number | null} memory_used_bytes
 * @property {number | null} memory_limit_bytes
 * @property {number} ring_share
 * @property {number | null} health_latency_ms
 * @property {number} connections
 * @property {number} connections_wanted
 * @property {number} queued
 * @property {number} timeouts
 * @property {number} connections_lost
 */

/**
 * @param {HTMLElement} place
 * @param {import("./namespaces.js").Context} context
 */
export function nodesView(place, context) {
  const picture = h("div", {});
  const list = h("ul", { class: "nodes" });
  const about = h("div", {});
  const failed = h("div", {});
  const health = h("div", {});
  /** @type {Map<string, ReturnType<typeof card>>} */
  let cards = new Map();
  let drawn = "";
  let refused = false;

  fill(
    place,
    h("div", { class: "heading" }, h("h1", { tabindex: -1 }, "Nodes")),
    failed,
    h("div", { class: "ring-and-nodes" }, h("div", { class: "ring-place" }, picture, about), list),
    h(
      "section",
      { "aria-labelledby": "health-heading" },
      h("h2", { id: "health-heading" }, "Health"),
      health,
    ),
  );

  async function look() {
    fill(health, await healthFacts(context.api));
    if (refused) {
      return;
    }
    try {
      const { json } = await context.api.get("api/v1/nodes");
      fill(failed);
      show(json.nodes, json.ring);
    } catch (failure) {
      refused = isRefused(failure);
      fill(failed, problem(failure));
    }
  }

  /**
   * @param {NodeOfRing[]} nodes
   * @param {any} ring
   */
  function show(nodes, ring) {
    if (cards.size !== nodes.length || nodes.some(({ name }) => !cards.has(name))) {
      cards.forEach((each) => each.end());
      cards = new Map(nodes.map((node, i) => [node.name, card(node.name, i)]));
      fill(
        list,
        [...cards.values()].map((each) => each.element),
      );
    }
    nodes.forEach((node) => cards.get(node.name)?.show(node));
    const looks = JSON.stringify(nodes.map(({ state, ring_share: share }) => [state, share]));
    if (looks !== drawn) {
      drawn = looks;
      fill(picture, ringOf(nodes, ring?.places ?? []));
    }
    fill(
      about,
      ring?.detail && h("p", { class: "warning" }, ring.detail),
      ring &&
        facts(
          ["Ring", h("code", {}, ring.description)],
          ["Fingerprint", h("code", {}, ring.fingerprint)],
        ),
    );
  }

  const stopped = poll(look, PAUSE_MS);
  return () => {
    stopped();
    cards.forEach((each) => each.end());
  };
}

/**
 * @param {string} name
 * @param {number} index
 */
function card(name, index) {
  const state = h("span", { class: "pill" });
  const memory = quotaBar();
  const share = h("span", { class: "figure" });
  const answered = h("span", { class: "figure" });
  const address = h("span", { class: "fine" });
  const connections = h("p", {});
  const trouble = h("p", { class: "fine" });
  const line = sparkline(`Latency of the health check of ${name}`, "--accent", { format: latency });
  /** @type {number[]} */
  const at = [];
  /** @type {(number | null)[]} */
  const latencies = [];

  return {
    element: h(
      "li",
      { class: "card" },
      h(
        "h2",
        {},
        h("span", { class: `badge ${colourOf(index)}`, "aria-hidden": "true" }, index + 1),
        h("span", { class: "name" }, name),
        address,
        state,
      ),
      h(
        "dl",
        {},
        h("div", {}, h("dt", {}, "Share of the ring"), h("dd", {}, share)),
        h(
          "div",
          {},
          h("dt", {}, "Health check answered in"),
          h("dd", { class: "cell" }, answered, line.element),
        ),
        h("div", {}, h("dt", {}, "Memory"), h("dd", {}, memory.element)),
        h("div", {}, h("dt", {}, "Connections"), h("dd", {}, connections, trouble)),
      ),
    ),
    /** @param {NodeOfRing} node */
    show(node) {
      say(state, STATES[node.state] ?? node.state);
      state.className = `pill is-${node.state}`;
      say(share, percent(node.ring_share));
      say(answered, latency(node.health_latency_ms));
      if (node.memory_used_bytes !== null) {
        memory.show(node.memory_used_bytes, node.memory_limit_bytes);
      }
      memory.element.hidden = node.memory_used_bytes === null;
      say(address, node.address === name ? "" : node.address);
      const remote = node.connections_wanted > 0;
      say(
        connections,
        remote
          ? `${node.connections} of ${node.connections_wanted}, ${amount(node.queued, "call", "calls")} queued`
          : "None: it is in this process",
      );
      say(
        trouble,
        remote
          ? `${count(node.connections_lost)} lost, ${amount(node.timeouts, "timeout", "timeouts")}`
          : "",
      );
      at.push(Date.now() / 1000);
      latencies.push(node.health_latency_ms);
      if (at.length > KEPT) {
        at.shift();
        latencies.shift();
      }
      line.element.hidden = latencies.every((each) => each === null);
      line.show([...at], [[...latencies]]);
    },
    end: line.end,
  };
}
