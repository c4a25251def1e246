// The ring, drawn. Outside as it is: which node keeps which of its places, many small parts of each.
// Inside what that adds up to: one part a node, as large as its share.

import { s } from "./dom.js";
import { percent } from "./format.js";

const CENTRE = 160;
const COLOURS = 10;

/**
 * The class that gives a node its colour.
 *
 * @param {number} index
 */
export function colourOf(index) {
  return `node-${index % COLOURS}`;
}

/**
 * @param {{name: string, state: string, ring_share: number}[]} nodes
 * @param {number[]} places indices of nodes; empty where one node has all
 * @returns {SVGElement}
 */
export function ringOf(nodes, places) {
  const up = nodes.filter((node) => node.state === "up").length;
  const label = nodes.map((node) => `${node.name} ${percent(node.ring_share)}`).join(", ");
  let begin = 0;
  return s(
    "svg",
    {
      viewBox: "0 0 320 320",
      class: "ring",
      role: "img",
      "aria-label": `Shares of the ring: ${label}`,
    },
    s(
      "g",
      { class: "places" },
      runs(places).map(({ node, from, to }) =>
        s("path", {
          class: colourOf(node),
          d: sector(140, 154, from / places.length, to / places.length),
        }),
      ),
    ),
    s(
      "g",
      { class: "shares" },
      nodes.map((node, i) => {
        const end = begin + node.ring_share;
        const [x, y] = at(108, (begin + end) / 2);
        const part = s(
          "g",
          { class: `${colourOf(i)} is-${node.state}` },
          s("path", { d: sector(84, 132, begin, end) }),
          node.ring_share > 0.04 &&
            s("text", { x, y, "text-anchor": "middle", "dominant-baseline": "central" }, i + 1),
        );
        begin = end;
        return part;
      }),
    ),
    s(
      "text",
      { class: "hub", x: CENTRE, y: CENTRE - 6, "text-anchor": "middle" },
      `${up} of ${nodes.length}`,
    ),
    s(
      "text",
      { class: "hub-label", x: CENTRE, y: CENTRE + 16, "text-anchor": "middle" },
      nodes.length === 1 ? "node up" : "nodes up",
    ),
  );
}

/**
 * Neighbouring places of one node are one part.
 *
 * @param {number[]} places
 */
function runs(places) {
  /** @type {{node: number, from: number, to: number}[]} */
  const found = [];
  places.forEach((node, i) => {
    const last = found.at(-1);
    if (last?.node === node) {
      last.to = i + 1;
    } else {
      found.push({ node, from: i, to: i + 1 });
    }
  });
  return found;
}

/**
 * A point of the circle.
 *
 * @param {number} radius
 * @param {number} turn 0 at the top, 1 once around, clockwise
 */
function at(radius, turn) {
  const angle = (turn - 0.25) * 2 * Math.PI;
  return [CENTRE + radius * Math.cos(angle), CENTRE + radius * Math.sin(angle)];
}

/**
 * A part of a ring, as a path. A whole one is a hair less: an arc that ends where it begins is none.
 *
 * @param {number} inner
 * @param {number} outer
 * @param {number} from
 * @param {number} to
 */
function sector(inner, outer, from, to) {
  const end = Math.min(to, from + 0.9999);
  const large = end - from > 0.5 ? 1 : 0;
  const point = (/** @type {number} */ radius, /** @type {number} */ turn) =>
    at(radius, turn)
      .map((n) => n.toFixed(2))
      .join(" ");
  return (
    `M ${point(outer, from)} A ${outer} ${outer} 0 ${large} 1 ${point(outer, end)} ` +
    `L ${point(inner, end)} A ${inner} ${inner} 0 ${large} 0 ${point(inner, from)} Z`
  );
}
