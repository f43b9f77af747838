// The design system ships everything it has: 580 kB. The pages get the components their templates use, and the tokens
// those use. It works by component (utrecht-button, with all its forms), so a class that a template puts together stays.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const BLOCK = /utrecht-[a-z]+(?:-[a-z0-9]+)*/g;

function textsUnder(folder, kind) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => kind.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
}

// A rule of the style sheet: what stands before its block, and the block with everything in it.
function* rulesOf(css) {
  let start = 0;
  let depth = 0;
  for (let at = 0; at < css.length; at++) {
    if (css[at] === "{") depth++;
    if (css[at] !== "}" || --depth > 0) continue;
    yield css.slice(start, at + 1);
    start = at + 1;
  }
}

export function usedRules(css, used) {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, "");
  const kept = [...rulesOf(plain)].filter((rule) => {
    const blocks = rule.split("{")[0].match(BLOCK) ?? rule.match(BLOCK) ?? [];
    return blocks.length === 0 || blocks.some((block) => used.has(block));
  });
  return kept.join("");
}

export function usedTokens(css, consumers) {
  const tokens = new Map([...css.matchAll(/^\s*(--[\w-]+):\s*([^;]+);/gm)].map(([, name, value]) => [name, value]));
  const wanted = new Set();
  const want = (text) => {
    for (const [, name] of text.matchAll(/var\(\s*(--[\w-]+)/g)) {
      if (!tokens.has(name) || wanted.has(name)) continue;
      wanted.add(name);
      want(tokens.get(name));
    }
  };
  want(consumers);
  return `.voorbeeld-theme{${[...wanted].map((name) => `${name}:${tokens.get(name)};`).join("")}}`;
}

export function purge({ assets, templates, library }) {
  const used = new Set(textsUnder(templates, /\.html$/).match(BLOCK));
  const kept = usedRules(readFileSync(library, "utf8"), used);
  const consumers = kept + textsUnder(assets, /\.css$/);
  return {
    name: "purge",
    setup({ onLoad }) {
      onLoad({ filter: /component-library-css[\\/]dist[\\/]index\.css$/ }, () => ({ contents: kept, loader: "css" }));
      onLoad({ filter: /voorbeeld-design-tokens[\\/]dist[\\/]theme\.css$/ }, ({ path }) => ({
        contents: usedTokens(readFileSync(path, "utf8"), consumers),
        loader: "css",
      }));
    },
  };
}
