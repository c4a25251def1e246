// JSON as text. What the cache keeps comes back token by token, 12345678901234567890 and 0.10 too,
// and must not lose its digits on its way through this page: so nothing here makes numbers of it.

const STRUCTURE = new Set(["{", "}", "[", "]", ",", ":"]);

/**
 * The tokens of a text that is JSON.
 *
 * @param {string} text
 * @param {number} from where the first one begins, or white space before it
 * @returns {Generator<{token: string, end: number}>}
 */
function* tokens(text, from) {
  let at = from;
  while (at < text.length) {
    const first = text[at];
    if (first === " " || first === "\n" || first === "\r" || first === "\t") {
      at++;
      continue;
    }
    let end = at + 1;
    if (first === '"') {
      while (text[end] !== '"') {
        end += text[end] === "\\" ? 2 : 1;
      }
      end++;
    } else if (!STRUCTURE.has(first)) {
      while (end < text.length && !/[\s{}[\],:]/.test(text[end])) {
        end++;
      }
    }
    yield { token: text.slice(at, end), end };
    at = end;
  }
}

/**
 * The `value` of an entry's answer, as it is written there: it is the first field.
 *
 * @param {string} answer
 */
export function valueOf(answer) {
  const start = answer.indexOf(":") + 1;
  let depth = 0;
  for (const { token, end } of tokens(answer, start)) {
    if (token === "{" || token === "[") {
      depth++;
    } else if (token === "}" || token === "]") {
      depth--;
    }
    if (depth === 0) {
      return answer.slice(start, end).trim();
    }
  }
  throw new Error("The answer has no value");
}

/**
 * The same value over many lines.
 *
 * @param {string} json
 */
export function pretty(json) {
  const out = [];
  let indent = "";
  let opened = false;
  for (const { token } of tokens(json, 0)) {
    const closes = token === "}" || token === "]";
    if (closes) {
      indent = indent.slice(2);
    }
    if (opened ? !closes : closes) {
      out.push("\n", indent);
    }
    opened = token === "{" || token === "[";
    if (opened) {
      indent += "  ";
    }
    out.push(token);
    if (token === ":") {
      out.push(" ");
    } else if (token === ",") {
      out.push("\n", indent);
    }
  }
  return out.join("");
}

/**
 * Why a text is no JSON; null if it is.
 *
 * @param {string} text
 * @returns {string | null}
 */
export function fault(text) {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
