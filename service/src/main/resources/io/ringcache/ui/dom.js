// Elements, made without markup: whatever comes from a key, a value or a tag is text, never HTML.

const SVG = "http://www.w3.org/2000/svg";

/**
 * An HTML element.
 *
 * @param {string} tag
 * @param {Record<string, any>} [properties] attributes; `onX` are listeners, `true` an attribute
 *     without a value, `false` and null none. No `style`: the page's policy forbids it
 * @param {...any} children nodes, texts and lists of such; null, undefined and false are none
 * @returns {any}
 */
export function h(tag, properties = {}, ...children) {
  return filled(document.createElement(tag), properties, children);
}

/**
 * An SVG element.
 *
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {...any} children nodes, texts and lists of such; null, undefined and false are none
 * @returns {any}
 */
export function s(tag, properties = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), properties, children);
}

function filled(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...shown(children));
  return element;
}

/** @param {any[]} children */
function shown(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));
}

/**
 * Puts these in place of what an element holds.
 *
 * @param {Element} element
 * @param {...any} children nodes, texts and lists of such; null, undefined and false are none
 */
export function fill(element, ...children) {
  element.replaceChildren(...shown(children));
}

/**
 * Changes a text only where it is another one, so that screen readers are not told the same again.
 *
 * @param {Element} element
 * @param {string} text
 */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

let lastId = 0;

/**
 * A form's field with its label, and a hint that belongs to it.
 *
 * @param {string} label
 * @param {any} control
 * @param {string} [hint]
 */
export function field(label, control, hint) {
  const id = `field-${++lastId}`;
  control.id = id;
  if (hint) {
    control.setAttribute("aria-describedby", `${id}-hint`);
  }
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    control,
    hint && h("p", { class: "hint", id: `${id}-hint` }, hint),
  );
}

/**
 * A choice of one.
 *
 * @param {Record<string, any>} properties
 * @param {(string | [string, string])[]} options a value, or a value and its text
 * @param {string} [chosen]
 */
export function select(properties, options, chosen) {
  const made = h(
    "select",
    properties,
    options.map((option) => {
      const [value, text] = Array.isArray(option) ? option : [option, option];
      return h("option", { value }, text);
    }),
  );
  if (chosen !== undefined) {
    made.value = chosen;
  }
  return made;
}

/**
 * A list of names and what they are.
 *
 * @param {...([string, any] | null)} pairs
 */
export function facts(...pairs) {
  return h(
    "dl",
    { class: "facts" },
    pairs.map((pair) => pair && h("div", {}, h("dt", {}, pair[0]), h("dd", {}, pair[1]))),
  );
}
