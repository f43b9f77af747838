// Bundles the entry points beside this file into ../static/gebouwd, with the licences of what went in.
// Run it through build.py (or `npm run build`): that one skips the work when no source changed.
import { build } from "esbuild";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { purge } from "./purge.mjs";
import { dutchSimulation } from "./simulatie.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../../..");
const outdir = resolve(here, "../static/gebouwd");
const entryPoints = ["site.css", "site.js", "viewer.css", "viewer.js", "editor.css", "editor.js"].map((name) => join(here, name));

function packageOf(input) {
  const inside = input.split("node_modules/").pop();
  const parts = inside.split("/");
  return parts[0].startsWith("@") ? parts.slice(0, 2).join("/") : parts[0];
}

function licenceText(folder) {
  const name = readdirSync(folder).find((file) => /^(licen[cs]e|copying)/i.test(file));
  return name ? readFileSync(join(folder, name), "utf8").trim() : "(geen licentietekst in het pakket)";
}

// Every package from which something landed in a bundle is named with its version, licence and text.
function writeLicences(inputs) {
  const names = [...new Set(inputs.filter((i) => i.includes("node_modules/")).map(packageOf))].sort();
  const chapters = names.map((name) => {
    const folder = join(root, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return `${name} ${version} (${license ?? "zie tekst"})\n${"-".repeat(72)}\n${licenceText(folder)}\n`;
  });
  writeFileSync(join(outdir, "licenties.txt"), chapters.join("\n\n"));
}

if (existsSync(outdir)) rmSync(outdir, { recursive: true });
const result = await build({
  absWorkingDir: root,
  entryPoints,
  outdir,
  bundle: true,
  minify: true,
  sourcemap: process.env.NODE_ENV === "development",
  format: "iife",
  target: ["es2022", "chrome115", "firefox115", "safari16.4"],
  loader: { ".woff": "file", ".woff2": "file", ".ttf": "file", ".eot": "file", ".svg": "file", ".png": "file" },
  assetNames: "[name]-[hash]",
  legalComments: "none", // The texts are in licenties.txt, which the pages link to.
  plugins: [
    dutchSimulation(),
    purge({
      assets: here,
      templates: resolve(here, "../templates"),
      library: join(root, "node_modules/@utrecht/component-library-css/dist/index.css"),
    }),
  ],
  metafile: true,
  logLevel: "warning",
});
writeLicences(Object.keys(result.metafile.inputs));
for (const [file, { bytes }] of Object.entries(result.metafile.outputs)) {
  if (/\.(js|css)$/.test(file)) console.log(`${relative(outdir, resolve(root, file))}: ${Math.ceil(bytes / 1024)} kB`);
}
