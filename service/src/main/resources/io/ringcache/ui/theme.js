// Dark or light: as the system has it, or as it was chosen here.

const STORED_AS = "ringcache.theme";
const THEMES = ["system", "light", "dark"];

/** Told to whoever has colours of their own: the charts. */
export const CHANGED = "themechanged";

/** @param {HTMLElement} button goes through the themes */
export function followTheme(button) {
  let theme = stored();
  show();
  button.addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    try {
      localStorage.setItem(STORED_AS, theme);
    } catch {
      // it is kept until the page is closed
    }
    show();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);

  function show() {
    document.documentElement.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
    tell();
  }
}

function tell() {
  document.dispatchEvent(new Event(CHANGED));
}

function stored() {
  try {
    const theme = localStorage.getItem(STORED_AS) ?? "";
    return THEMES.includes(theme) ? theme : "system";
  } catch {
    return "system";
  }
}
