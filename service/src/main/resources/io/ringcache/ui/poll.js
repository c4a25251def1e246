// Work that is done again and again, while somebody is looking.

/** A round that took long is followed by a pause that is as many times as long. */
const REST = 4;

/**
 * Does it at once, and again after a pause from its end on, while the page is visible. Where it takes
 * long the pause grows with it, so that this page never asks for more than a fifth of the time.
 *
 * @param {() => Promise<boolean | void>} task fails nobody: what goes wrong in it is its own to show.
 *     Resolves to false where it is of no use again
 * @param {number} pauseMs
 * @returns {() => void} ends it
 */
export function poll(task, pauseMs) {
  let ended = false;
  let running = false;
  let timer = 0;

  async function round() {
    if (ended || running || document.hidden) {
      return;
    }
    running = true;
    clearTimeout(timer);
    const begun = performance.now();
    try {
      ended = (await task()) === false || ended;
    } finally {
      running = false;
      const took = performance.now() - begun;
      if (!ended) {
        timer = setTimeout(round, Math.max(pauseMs, took * REST));
      }
    }
  }

  document.addEventListener("visibilitychange", round);
  round();
  return () => {
    ended = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", round);
  };
}

/**
 * Does something for each, at most so many at a time.
 *
 * @template T
 * @param {T[]} items
 * @param {number} atATime
 * @param {(item: T) => Promise<void>} work
 */
export async function forEach(items, atATime, work) {
  const left = items.values();
  await Promise.all(
    Array.from({ length: Math.min(atATime, items.length) }, async () => {
      for (const item of left) {
        await work(item);
      }
    }),
  );
}
