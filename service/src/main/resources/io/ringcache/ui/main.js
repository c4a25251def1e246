// The page: what is shown for which address, the API key, and what is there all the time.

import { Api } from "./api.js";
import { ask } from "./dialog.js";
import { field, fill, h } from "./dom.js";
import { keysView } from "./keys.js";
import { accessView, auditView } from "./logs.js";
import { namespaceView } from "./namespace.js";
import { namespacesView } from "./namespaces.js";
import { nodesView } from "./nodes.js";
import { done } from "./notice.js";
import { RETURNED, followHealth } from "./status.js";
import { followTheme } from "./theme.js";

const TITLES = {
  namespaces: "Namespaces",
  keys: "Keys",
  nodes: "Nodes",
  access: "Access log",
  audit: "Audit trail",
};

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const api = new Api();
const context = { api, samples: new Map() };
const main = element("main");
const keyButton = element("key");
let endView = () => {};
let asking = false;

/** Whether somebody would rather not give a key; asked again when they go elsewhere. */
let declined = false;

/** Shows what the address says. */
function show() {
  endView();
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?", 2);
  const [name = "", rest] = path.split("/", 2);
  const section = /** @type {keyof typeof TITLES} */ (name in TITLES ? name : "namespaces");
  const parameters = new URLSearchParams(query);
  // In a part of its own: what a view that was left still gets done does not show.
  const place = h("div", { class: "view" });
  fill(main, place);
  endView = {
    namespaces: () =>
      rest ? namespaceView(place, context, decoded(rest)) : namespacesView(place, context),
    keys: () => keysView(place, context, parameters),
    nodes: () => nodesView(place, context),
    access: () => accessView(place, context, parameters),
    audit: () => auditView(place, context),
  }[section]();
  document.title = `${TITLES[section]} – Ringcache`;
  document.querySelectorAll("[data-section]").forEach((link) => {
    if (link.getAttribute("data-section") === section) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  });
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** As after a link of a page that is loaded: who reads by ear begins with the heading. */
function navigated() {
  declined = false;
  show();
  scrollTo(0, 0);
  /** @type {HTMLElement | null} */ (main.querySelector("h1"))?.focus({ preventScroll: true });
}

async function askForKey() {
  if (asking) {
    return;
  }
  asking = true;
  const input = h("input", {
    type: "password",
    autocomplete: "off",
    spellcheck: "false",
    autofocus: true,
  });
  const given = await ask({
    title: "API key",
    content: [
      h(
        "p",
        {},
        "The service asks for one. It is kept in this page’s memory only, and is gone when the page is closed or loaded anew.",
      ),
      field("Key", input, "rk_…, or the service’s RINGCACHE_ADMIN_KEY"),
    ],
    action: "Use this key",
    async submit() {
      if (input.value.trim() === "") {
        throw new Error("A key is not empty");
      }
      api.useKey(input.value.trim());
      try {
        await api.get("api/v1/namespaces");
      } catch (failure) {
        // One that is no good is not tried again by itself: the service soon refuses all that comes.
        api.forgetKey();
        throw failure;
      }
    },
  });
  asking = false;
  showKey();
  if (given) {
    navigated();
  } else {
    declined = true;
  }
}

function showKey() {
  keyButton.textContent = api.hasKey ? "Forget API key" : "API key";
}

api.addEventListener("unauthenticated", () => {
  if (!asking) {
    api.forgetKey();
    showKey();
  }
  if (!declined) {
    askForKey();
  }
});
keyButton.addEventListener("click", () => {
  if (api.hasKey) {
    api.forgetKey();
    context.samples.clear();
    showKey();
    done("The API key is forgotten.");
    show();
  } else {
    askForKey();
  }
});
addEventListener("hashchange", navigated);
document.addEventListener(RETURNED, () => {
  // Else it goes on by itself, and somebody may be at it.
  if (main.querySelector(".problem") !== null) {
    show();
  }
});
followTheme(element("theme"));
followHealth(api, element("health"), element("banner"));
show();
