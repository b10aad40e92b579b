/**
 * Makes `bot/site/recours-sante.js`, the one file that web sites load: byte for byte the same from the same sources.
 * Its first line holds the SHA-256 of the sources (`bot/site/sources.py` computes it too, without Node).
 * `node build.mjs FILE` writes another file in its place: so tests build without touching the one that is served.
 */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = process.argv[2] ?? join(HERE, "..", "bot", "site", "recours-sante.js");
/** The files that decide what the built file holds, besides everything in `src`. */
const ALSO = ["build.mjs", "package.json", "package-lock.json", "tsconfig.json"];
/** The most that the file may weigh, compressed (bytes). */
const MOST = 40_000;

/** Returns the SHA-256, in hexadecimal, of the names and contents of the sources in the order of their names. */
function hashOfSources() {
  const sources = readdirSync(join(HERE, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(HERE.length + 1).replaceAll("\\", "/"));
  const hash = createHash("sha256");
  for (const name of [...sources, ...ALSO].sort()) {
    const content = readFileSync(join(HERE, name));
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** Takes comments and indentation out of the style sheets, which are only text for the bundler. */
const lean = {
  name: "lean",
  setup(builder) {
    builder.onLoad({ filter: /[\\/]styles[\\/].*\.ts$/ }, ({ path }) => {
      const contents = readFileSync(path, "utf8").replace(/\n?\s*\/\*(?!\*)[^]*?\*\//g, "").replace(/\n\s+/g, "\n");
      return { contents, loader: "ts" };
    });
  },
};

const { outputFiles } = await build({
  entryPoints: [join(HERE, "src", "main.ts")],
  absWorkingDir: HERE,
  bundle: true,
  write: false,
  minify: true,
  format: "iife",
  target: ["es2021"],
  charset: "utf8",
  legalComments: "none",
  plugins: [lean],
});
const banner = `/* Recours Santé, MIT. With Lit (BSD-3-Clause, Copyright Google LLC). sources: sha256 ${hashOfSources()} */\n`;
const file = Buffer.concat([Buffer.from(banner), Buffer.from(outputFiles[0].contents)]);
const compressed = gzipSync(file, { level: 9 }).length;
if (compressed > MOST) throw new Error(`${compressed} bytes compressed: more than ${MOST}`);
writeFileSync(OUT, file);
console.log(`recours-sante.js: ${file.length} bytes, ${compressed} compressed`);
