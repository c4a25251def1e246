// Small charts over time, by uPlot. A canvas says nothing to those who do not see it: what a chart
// shows stands beside it as a figure, and its label says how it went.

import uPlot from "./uPlot.esm.js";
import { h, say } from "./dom.js";
import { NONE, time } from "./format.js";
import { CHANGED } from "./theme.js";

/**
 * @typedef {object} Line
 * @property {string} label
 * @property {string} colour a custom property of the style sheet
 * @property {boolean} [filled]
 * @property {boolean} [dashed]
 */

/**
 * @typedef {object} Scale
 * @property {(n: number) => string} format
 * @property {(n: number) => string} [mark] at the axis, where that is another one
 * @property {number} [highest] where it is always the same
 * @property {number[]} [steps] between marks; by itself 1, 2, 5, 10 …
 */

/** So that marks are at whole units: a MiB is no million. @type {number[]} */
export const POWERS_OF_TWO = Array.from({ length: 50 }, (_, i) => 2 ** i);

/**
 * @typedef {object} Chart
 * @property {HTMLElement} element
 * @property {(at: number[], values: (number | null)[][]) => void} show the times in seconds, and as
 *     many series as there are lines
 * @property {() => void} end
 */

/**
 * A line without axes, beside a figure.
 *
 * @param {string} label
 * @param {string} colour
 * @param {Scale} scale
 * @returns {Chart}
 */
export function sparkline(label, colour, scale) {
  const element = h("div", { class: "spark", role: "img", "aria-label": label });
  return drawn(
    element,
    element,
    [{ label, colour, filled: true }],
    scale,
    {
      cursor: { show: false },
      axes: [{ show: false }, { show: false }],
      padding: [3, 1, 3, 1],
    },
    (text) => element.setAttribute("aria-label", `${label}: ${text}`),
  );
}

/**
 * A chart with axes. Where the pointer is, its figure is shown, and those of the charts beside it.
 *
 * @param {string} label
 * @param {Line[]} lines
 * @param {Scale} scale
 * @returns {Chart}
 */
export function chart(label, lines, scale) {
  const { format } = scale;
  const figure = h("output", { class: "figure" }, NONE);
  const canvas = h("div", { class: "canvas", role: "img", "aria-label": label });
  const legend =
    lines.length > 1 &&
    h(
      "ul",
      { class: "legend" },
      lines.map((line) =>
        h("li", {}, h("span", { class: `swatch ${line.colour.slice(2)}` }), line.label),
      ),
    );
  const element = h(
    "figure",
    { class: "chart" },
    h("figcaption", {}, h("h2", {}, label), figure),
    canvas,
    legend,
  );
  const shown = drawn(
    element,
    canvas,
    lines,
    scale,
    {
      cursor: {
        y: false,
        drag: { x: false, y: false },
        sync: { key: "ringcache" },
        points: { size: 6 },
      },
      padding: [8, 8, 0, 0],
      hooks: {
        setCursor: [
          (/** @type {any} */ plot) => {
            const at = plot.cursor.idx;
            say(
              figure,
              at === null || at === undefined ? latest(plot.data) : moment(plot.data, at),
            );
          },
        ],
      },
    },
    (text, data) => {
      canvas.setAttribute("aria-label", `${label}: ${text}`);
      say(figure, latest(data));
    },
  );

  const both = (/** @type {any[][]} */ data, /** @type {number} */ at) =>
    data
      .slice(1)
      .filter((_, i) => !lines[i].dashed)
      .map((series) =>
        series[at] === null || series[at] === undefined ? NONE : format(series[at]),
      )
      .join(" / ");
  const latest = (/** @type {any[][]} */ data) => both(data, data[0].length - 1);
  const moment = (/** @type {any[][]} */ data, /** @type {number} */ at) =>
    `${both(data, at)} at ${time(data[0][at] * 1000).slice(11)}`;
  return shown;
}

/**
 * @param {HTMLElement} element
 * @param {HTMLElement} place
 * @param {Line[]} lines
 * @param {Scale} scale
 * @param {Record<string, any>} options
 * @param {(text: string, data: any[][]) => void} describe
 * @returns {Chart}
 */
function drawn(
  element,
  place,
  lines,
  { format, mark = format, highest, steps },
  options,
  describe,
) {
  /** @type {any} */
  let plot = null;
  /** @type {any[][]} */
  let data = [[], ...lines.map(() => [])];

  /** Anew where colours or sizes are others: uPlot draws them once. */
  function draw() {
    plot?.destroy();
    plot = null;
    const { clientWidth: width, clientHeight: height } = place;
    if (width === 0 || data[0].length === 0) {
      return;
    }
    const [quiet, grid] = [colour(place, "--muted"), colour(place, "--line")];
    const axis = {
      stroke: quiet,
      font: "11px system-ui, sans-serif",
      ticks: { show: false },
      grid: { stroke: grid, width: 1 },
    };
    plot = new uPlot(
      {
        width,
        height,
        legend: { show: false },
        scales: {
          x: { time: true },
          y: {
            range: (/** @type {any} */ _, /** @type {number} */ low, /** @type {number} */ high) =>
              range(low, high, highest),
          },
        },
        axes: [
          {
            ...axis,
            space: 70,
            size: 24,
            values: (/** @type {any} */ _, /** @type {number[]} */ at) => at.map(clock),
          },
          {
            ...axis,
            space: 28,
            size: 58,
            ...(steps && { incrs: steps }),
            values: (/** @type {any} */ _, /** @type {number[]} */ marks) => marks.map(mark),
          },
        ],
        series: [
          {},
          ...lines.map((line) => {
            const stroke = colour(place, line.colour);
            return {
              stroke,
              width: 1.5,
              dash: line.dashed ? [4, 4] : undefined,
              fill: line.filled ? translucent(stroke) : undefined,
              points: { show: false },
            };
          }),
        ],
        ...options,
      },
      data,
      place,
    );
  }

  const resized = new ResizeObserver(() => {
    if (plot === null || plot.width !== place.clientWidth) {
      draw();
    }
  });
  resized.observe(place);
  document.addEventListener(CHANGED, draw);

  return {
    element,
    show(at, values) {
      data = [at, ...values];
      if (plot === null) {
        draw();
      } else {
        plot.setData(data);
      }
      describe(course(lines, data, format), data);
    },
    end() {
      resized.disconnect();
      document.removeEventListener(CHANGED, draw);
      plot?.destroy();
    },
  };
}

/**
 * From nought, so that what looks like half is half; with some room above.
 *
 * @param {number | null} _low
 * @param {number | null} high
 * @param {number | undefined} highest
 */
function range(_low, high, highest) {
  return [0, highest ?? Math.max(1, (high ?? 0) * 1.1)];
}

/**
 * How the lines went, in words.
 *
 * @param {Line[]} lines
 * @param {any[][]} data
 * @param {(n: number) => string} format
 */
function course(lines, data, format) {
  const seconds = Math.round(data[0].length === 0 ? 0 : data[0][data[0].length - 1] - data[0][0]);
  const parts = lines.map((line, i) => {
    const known = data[i + 1].filter((n) => n !== null && n !== undefined);
    const name = lines.length > 1 ? `${line.label} ` : "";
    return known.length === 0
      ? `${name}nothing yet`
      : `${name}now ${format(known[known.length - 1])}, lowest ${format(Math.min(...known))}, highest ${format(Math.max(...known))}`;
  });
  return `${parts.join("; ")}, over ${seconds} seconds`;
}

/** @param {number} seconds */
function clock(seconds) {
  return time(seconds * 1000).slice(11);
}

/**
 * A colour of the style sheet as the canvas understands it: light or dark has been decided.
 *
 * @param {HTMLElement} place
 * @param {string} property
 */
function colour(place, property) {
  const probe = h("span", { hidden: true });
  probe.style.color = `var(${property})`;
  place.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}

/** @param {string} rgb */
function translucent(rgb) {
  return rgb.replace(/^rgb\((.*)\)$/, (_, parts) => `rgba(${parts}, 0.12)`);
}
