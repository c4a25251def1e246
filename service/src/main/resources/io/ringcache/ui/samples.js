// The statistics of a namespace as they were asked for one after the other.

/** Ten minutes, where they are asked for every two seconds. */
const KEPT = 300;

/** Over how long "now" is: a figure that jumps with every answer can not be read. */
const NOW_SECONDS = 10;

/**
 * @typedef {object} Stats as the API has them
 * @property {number} hits
 * @property {number} misses
 * @property {number} hit_rate
 * @property {number} total_keys
 * @property {number} memory_used_bytes
 * @property {number} evictions
 * @property {boolean} [degraded]
 */

/**
 * @typedef {object} Sample
 * @property {number} at in seconds
 * @property {Stats} stats
 */

/** What is known of one namespace, in memory and no longer than the page. */
export class Samples {
  /** @type {Sample[]} */
  #kept = [];

  /**
   * @param {number} at in seconds
   * @param {Stats} stats
   */
  add(at, stats) {
    this.#kept.push({ at, stats });
    if (this.#kept.length > KEPT) {
      this.#kept.shift();
    }
  }

  /** @returns {Stats | undefined} */
  get last() {
    return this.#kept.at(-1)?.stats;
  }

  /** What has happened of late; null for what can not be told. */
  get now() {
    const last = this.#kept.at(-1);
    const first = last && this.#kept.find(({ at }) => last.at - at <= NOW_SECONDS);
    return last && first && first !== last ? between(first, last) : NOTHING;
  }

  /**
   * One series a figure, over the times at which they were asked for. Of what is counted it is the
   * change since the sample before, so that the first sample is none; null where there is nothing to
   * make a rate of.
   */
  get series() {
    const kept = this.#kept.slice(1);
    const steps = kept.map((sample, i) => between(this.#kept[i], sample));
    return {
      at: kept.map(({ at }) => at),
      hitRate: steps.map((step) => step.hitRate),
      hits: steps.map((step) => step.hits),
      misses: steps.map((step) => step.misses),
      evictions: steps.map((step) => step.evictions),
      keys: kept.map(({ stats }) => stats.total_keys),
      bytes: kept.map(({ stats }) => stats.memory_used_bytes),
    };
  }
}

/** @type {{hitRate: number | null, hits: number | null, misses: number | null, evictions: number | null}} */
const NOTHING = { hitRate: null, hits: null, misses: null, evictions: null };

/**
 * Rates a second, and the share of hits. Counters that have gone back, or were not all there, say
 * nothing: a node was away, or has begun anew.
 *
 * @param {Sample} from
 * @param {Sample} to
 */
function between(from, to) {
  const seconds = to.at - from.at;
  const hits = to.stats.hits - from.stats.hits;
  const misses = to.stats.misses - from.stats.misses;
  const evictions = to.stats.evictions - from.stats.evictions;
  if (
    from.stats.degraded ||
    to.stats.degraded ||
    Math.min(hits, misses, evictions) < 0 ||
    seconds <= 0
  ) {
    return NOTHING;
  }
  return {
    hitRate: hits + misses === 0 ? null : hits / (hits + misses),
    hits: hits / seconds,
    misses: misses / seconds,
    evictions: evictions / seconds,
  };
}
