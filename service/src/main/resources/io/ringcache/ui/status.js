// Whether the service is there, and how it is.

import { ApiError, Unreachable } from "./api.js";
import { facts, h, say } from "./dom.js";
import { amount, time } from "./format.js";
import { problem } from "./notice.js";
import { poll } from "./poll.js";

const PAUSE_MS = 3000;

/** What is told to the document when a service that was away is back. */
export const RETURNED = "servicereturned";

const PILLS = {
  healthy: ["Healthy", "is-up"],
  degraded: ["Degraded", "is-suspect"],
  unhealthy: ["Unhealthy", "is-down"],
  away: ["No answer", "is-down"],
  unknown: ["…", ""],
};

const BANNERS = {
  degraded: "Some nodes are down: their keys can not be read or written.",
  unhealthy: "The service is unhealthy.",
};

/**
 * Follows the service's health, in a pill and a banner. Goes on for as long as the page is there.
 *
 * @param {import("./api.js").Api} api
 * @param {HTMLElement} pill
 * @param {HTMLElement} banner
 */
export function followHealth(api, pill, banner) {
  let away = false;
  let lastSeen = Date.now();
  show("unknown");

  api.addEventListener("reachable", () => {
    lastSeen = Date.now();
    if (away) {
      away = false;
      document.dispatchEvent(new Event(RETURNED));
    }
  });
  api.addEventListener("unreachable", () => {
    away = true;
    show("away");
  });
  poll(look, PAUSE_MS);

  async function look() {
    try {
      const { health } = await askHealth(api);
      show(health.status, health);
    } catch (failure) {
      if (failure instanceof ApiError) {
        show("unhealthy", { ring: failure.message });
      }
    }
  }

  /**
   * @param {keyof typeof PILLS} status
   * @param {Record<string, any>} [health]
   */
  function show(status, health = {}) {
    const [text, style] = PILLS[status] ?? PILLS.unknown;
    say(pill, text);
    pill.setAttribute("aria-label", `Health: ${text}`);
    pill.className = `pill ${style}`;
    const told =
      status === "away"
        ? `The service does not answer, since ${time(lastSeen)}. It is asked again every few seconds; what you see is from before.`
        : [
            health.draining
              ? "This process is about to stop."
              : status in BANNERS
                ? BANNERS[/** @type {"degraded"} */ (status)]
                : "",
            health.ring ?? "",
            health.database === "disconnected"
              ? "The database is gone: the cache is served on, settings and logs are not."
              : "",
          ]
            .filter((part) => part !== "")
            .join(" ");
    say(banner, told);
    banner.className = status === "degraded" || status === "healthy" ? "is-suspect" : "is-down";
    banner.hidden = told === "";
  }
}

/**
 * A service that is not well says so with an error's status, and a body that is none.
 *
 * @param {import("./api.js").Api} api
 * @returns {Promise<{health: Record<string, any>}>}
 */
async function askHealth(api) {
  try {
    return { health: (await api.get("health")).json };
  } catch (failure) {
    if (failure instanceof ApiError && failure.body.status !== undefined) {
      return { health: failure.body };
    }
    throw failure;
  }
}

/**
 * All that the service says of its health; does not throw.
 *
 * @param {import("./api.js").Api} api
 * @returns {Promise<Node>}
 */
export async function healthFacts(api) {
  try {
    const { health } = await askHealth(api);
    const backend = ["redis", "memcached", "memory"].find((each) => each in health);
    return facts(
      ["Service", health.status],
      backend ? [`Backend (${backend})`, health[backend]] : null,
      ["Memory of the nodes", health.memory_usage],
      ["Database", health.database],
      health.audit_queued
        ? [
            "Audit trail",
            `${amount(health.audit_queued, "entry", "entries")} wait for the database`,
          ]
        : null,
      health.audit_lost
        ? ["Audit trail", `${amount(health.audit_lost, "entry", "entries")} lost`]
        : null,
      health.draining ? ["Stopping", "it takes no new requests soon"] : null,
      health.ring ? ["Ring", health.ring] : null,
    );
  } catch (failure) {
    return failure instanceof Unreachable ? h("p", {}, failure.message) : problem(failure);
  }
}
