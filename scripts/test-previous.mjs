import "./node-version.mjs";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inProject, root } from "./project.mjs";

/**
 * `npm run test:previous -- REF [filters]`: runs the quick tests of an earlier release, or of any commit,
 * on today's schema, and then moves a fleet of it to this release and back. While a fleet is upgraded,
 * programs of before go on with the new schema: what they do has to hold.
 * Without REF it is the latest tag before this commit.
 */
const [given, ...filters] = process.argv.slice(2);
const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();

const commit = git("rev-parse", "--verify", `${given ?? latestTag()}^{commit}`);
const folder = inProject(".cache", "previous", commit.slice(0, 12));
if (!existsSync(join(folder, "package.json"))) unpack();
const added = addMigrations();
console.log(`${commit.slice(0, 12)} on a schema with ${added.length} more migrations:`);
console.log(added.map((name) => `  ${name}`).join("\n"));
// These hold lists of their release against all that the schema has.
const lists = [
  "test/db/audit.test.ts",
  "test/docs/architecture.test.ts",
  "test/web/api-texts.test.ts",
];
const without = lists.map((file) => `--exclude=${file}`);
run(folder, [join("scripts", "test.mjs"), ...filters, ...without]);
// And a fleet of that release becomes one of this, and goes back, while events come in.
const env = { ...process.env, CAMPANILE_PREVIOUS: folder };
run(root, [join("scripts", "test.mjs"), "--project", "previous", "test/previous/"], env);

function run(cwd, args, env = process.env) {
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: "inherit", env });
  if (status !== 0) process.exitCode = status ?? 1;
}

function latestTag() {
  try {
    return git("describe", "--tags", "--abbrev=0", "HEAD^");
  } catch {
    console.error("There is no tag before this commit: name one, or a commit.");
    process.exit(2);
  }
}

function unpack() {
  mkdirSync(folder, { recursive: true });
  const archive = execFileSync("git", ["archive", commit], { cwd: root, maxBuffer: 2 ** 30 });
  execFileSync("tar", ["-x", "-C", folder], { input: archive });
}

/** Its tests make their schema by its own program, which would build no index beside writers. */
function addMigrations() {
  const own = new Set(readdirSync(join(folder, "migrations")));
  const added = readdirSync(inProject("migrations")).filter((name) => !own.has(name));
  const shown = added.length > 0 ? added : newerThanItsOwn(own);
  for (const name of added) {
    const sql = readFileSync(inProject("migrations", name), "utf8");
    writeFileSync(join(folder, "migrations", name), sql.replaceAll(" concurrently", ""));
  }
  return shown;
}

/** Of a folder that has been made before. */
function newerThanItsOwn(there) {
  const own = new Set(git("ls-tree", "--name-only", commit, "migrations/").split("\n"));
  return [...there].filter((name) => !own.has(`migrations/${name}`));
}
