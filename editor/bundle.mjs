// Owns how the sources become the files that pages load. Refuses to know where Node came from: build.py does that.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const built = join(here, "../src/howcome/web/static/built");
const packages = join(here, "node_modules");

// See src/no_html.ts.
const ALIASES = { "@codemirror/lang-html": "./src/no_html.ts" };

// Two copies of these would each keep their own truth: the second copy is always a mistake of the lock.
const SINGLE = ["yjs", "lib0", "@codemirror/state", "@codemirror/view"];

const COPIED = { "htmx.org/dist/htmx.min.js": "htmx.js", "idiomorph/dist/idiomorph-ext.min.js": "idiomorph.js" };

if (process.argv.includes("--tests")) await buildTests();
else await buildPage();

async function buildPage() {
  await mkdir(built, { recursive: true });
  const common = { bundle: true, minify: true, absWorkingDir: here, logLevel: "warning", charset: "utf8", legalComments: "none", alias: ALIASES };
  const script = await build({
    ...common,
    entryPoints: { editor: "src/main.ts" },
    outdir: built,
    format: "esm",
    target: ["es2022"],
    metafile: true,
  });
  await build({ ...common, entryPoints: { editor: "styles/editor.css" }, outdir: built });
  const owners = packagesOf(Object.keys(script.metafile.inputs));
  refuseSecondCopies(owners);
  for (const [from, to] of Object.entries(COPIED)) await copyFile(join(packages, from), join(built, to));
  await writeFile(join(built, "licences.txt"), await licences([...new Set(owners), "htmx.org", "idiomorph"]));
  const [output] = Object.values(script.metafile.outputs);
  console.log(`editor: ${Math.round(output.bytes / 1000)} kB in ${relative(join(here, ".."), built)}`);
}

async function buildTests() {
  const out = join(here, "build/tests");
  await rm(out, { recursive: true, force: true });
  const names = (await readdir(join(here, "tests"))).filter((name) => name.endsWith(".test.ts"));
  await build({
    entryPoints: names.map((name) => join(here, "tests", name)),
    outdir: out,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
    absWorkingDir: here,
    alias: ALIASES,
    mainFields: ["module", "main"],
  });
}

function packagesOf(inputs) {
  const found = new Set();
  for (const input of inputs) {
    const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (match) found.add(match[1].replace(/^node_modules\//, ""));
  }
  return [...found];
}

function refuseSecondCopies(owners) {
  const second = owners.filter((path) => SINGLE.some((name) => path.endsWith(`node_modules/${name}`)));
  if (second.length) throw new Error(`a second copy is in the bundle: ${second.join(", ")}`);
}

async function licences(names) {
  const parts = [];
  for (const name of names.sort()) {
    const folder = join(packages, name);
    const about = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const words = file ? (await readFile(join(folder, file), "utf8")).trim() : `Licence: ${about.license}`;
    parts.push(`${about.name} ${about.version}\n\n${words}\n`);
  }
  return parts.join("\n----\n\n");
}
