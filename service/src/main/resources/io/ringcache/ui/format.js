// How figures and times are shown.

const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const SHORT = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

/** What stands where there is nothing to show. */
export const NONE = "–";

/**
 * A number of things, to the last one: `1,204,332`.
 *
 * @param {number} n
 */
export function count(n) {
  return WHOLE.format(n);
}

/**
 * How many a second: `1,230`, `12.3`, `0`.
 *
 * @param {number | null | undefined} perSecond
 */
export function rate(perSecond) {
  if (perSecond === null || perSecond === undefined) {
    return NONE;
  }
  return perSecond >= 100 ? WHOLE.format(perSecond) : SHORT.format(perSecond);
}

/**
 * Bytes in the unit in which they are less than a thousand: `45.2 MiB`.
 *
 * @param {number} bytes
 */
export function size(bytes) {
  let unit = 0;
  let value = bytes;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${SHORT.format(value)} ${UNITS[unit]}`;
}

/**
 * A share: `96.8 %`. One that is not all is never shown as 100 %, nor one that is not none as 0 %.
 *
 * @param {number | null | undefined} part of 1
 */
export function percent(part) {
  if (part === null || part === undefined) {
    return NONE;
  }
  if (part > 0.999 && part < 1) {
    return "> 99.9 %";
  }
  if (part > 0 && part < 0.001) {
    return "< 0.1 %";
  }
  return `${(part * 100).toFixed(part === 0 || part === 1 ? 0 : 1)} %`;
}

/**
 * The share at a mark of a chart's axis: `25 %`.
 *
 * @param {number} part of 1
 */
export function wholePercent(part) {
  return `${WHOLE.format(part * 100)} %`;
}

/**
 * Milliseconds: `0.21 ms`, `1.4 s`.
 *
 * @param {number | null | undefined} millis
 */
export function latency(millis) {
  if (millis === null || millis === undefined) {
    return NONE;
  }
  return millis < 1000 ? `${SHORT.format(millis)} ms` : `${SHORT.format(millis / 1000)} s`;
}

/**
 * Seconds in at most two units: `2 d 3 h`, `58 min`; null, and 0 for a namespace, are for ever.
 *
 * @param {number | null} seconds
 */
export function duration(seconds) {
  if (!seconds) {
    return "for ever";
  }
  const parts = /** @type {[number, string][]} */ ([
    [Math.floor(seconds / 86400), "d"],
    [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ]);
  const first = parts.findIndex(([n]) => n > 0);
  return parts
    .slice(first, first + 2)
    .filter(([n]) => n > 0)
    .map(([n, unit]) => `${n} ${unit}`)
    .join(" ");
}

/**
 * A moment in the reader's time zone: `2026-11-28 14:03:59`.
 *
 * @param {string | number | Date} moment
 */
export function time(moment) {
  const at = new Date(moment);
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return (
    `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ` +
    `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
  );
}

/**
 * How many of what: `1 entry`, `12 entries`.
 *
 * @param {number} n
 * @param {string} one
 * @param {string} many
 */
export function amount(n, one, many) {
  return `${count(n)} ${n === 1 ? one : many}`;
}
