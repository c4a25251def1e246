// Dialogs, by the browser's own element: it keeps the focus within, closes on Escape, and gives the
// focus back.

import { fill, h } from "./dom.js";
import { problem } from "./notice.js";

let lastId = 0;

/**
 * @typedef {object} Form
 * @property {string} title
 * @property {any[]} content
 * @property {string} action what its button says
 * @property {boolean} [dangerous]
 * @property {() => Promise<void> | void} submit closes the dialog when it is done; where it throws,
 *     the dialog stays and says why
 * @property {(failure: unknown) => Node} [explain] in place of {@link problem}
 */

/**
 * Asks for something, or for leave to do it. Resolves when it is closed: whether it was done.
 *
 * @param {Form} form
 * @returns {Promise<boolean>}
 */
export function ask({ title, content, action, dangerous = false, submit, explain = problem }) {
  const id = `dialog-${++lastId}`;
  const failed = h("div", {});
  const button = h("button", { type: "submit", class: dangerous ? "danger" : "primary" }, action);
  let completed = false;
  let submitting = Promise.resolve();
  const dialog = h(
    "dialog",
    { "aria-labelledby": id },
    h(
      "form",
      { novalidate: true, onsubmit: begin },
      h("h2", { id }, title),
      content,
      failed,
      h(
        "div",
        { class: "actions" },
        h("button", { type: "button", onclick: () => dialog.close() }, "Cancel"),
        button,
      ),
    ),
  );

  /** @param {Event} event */
  function begin(event) {
    event.preventDefault();
    submitting = submitted();
  }

  async function submitted() {
    button.disabled = true;
    dialog.setAttribute("aria-busy", "true");
    fill(failed);
    try {
      await submit();
      completed = true;
      dialog.close();
    } catch (failure) {
      // It may have been closed meanwhile: what became of it is told all the same.
      const place = dialog.open ? failed : document.getElementById("notices");
      place.append(explain(failure));
      failed.scrollIntoView({ block: "nearest" });
    } finally {
      button.disabled = false;
      dialog.removeAttribute("aria-busy");
    }
  }

  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", async () => {
      dialog.remove();
      await submitting;
      resolve(completed);
    });
  });
}
