import { join } from "node:path";
import { inProject, root } from "./project.mjs";

/** What Node starts, as a process or a thread: each becomes one file and what it shares with others. */
const programs = [
  "src/api/main",
  "src/worker",
  "src/cli/main",
  "src/cli/up",
  "src/cli/openapi",
  "src/cli/docs",
  "src/rendering/thread",
];

/** Packages stay where they are: some bring native code, or look for files beside their own. */
const isPackage = (id) => !/^[./]/.test(id) && !id.startsWith("@oxc-project/runtime");

/** The folder of what programs share, below the one that they are bundled to. */
export const sharedFolder = "shared";

/**
 * Bundles our own modules of the programs: a process that reads a dozen files starts sooner than one
 * that reads seven hundred.
 *
 * @param {string} folder an absolute path; each program is written to the path that its source has
 */
export async function bundlePrograms(folder) {
  // Installed only now, on a fresh machine.
  const { rolldown } = await import("rolldown");
  const bundle = await rolldown({
    cwd: root,
    input: Object.fromEntries(programs.map((name) => [name, inProject(`${name}.ts`)])),
    platform: "node",
    external: (id, importer) => importer !== undefined && isPackage(id),
    tsconfig: inProject("tsconfig.build.json"),
    checks: { eval: false, pluginTimings: false },
  });
  try {
    await bundle.write({
      dir: folder,
      format: "esm",
      entryFileNames: "[name].js",
      chunkFileNames: join(sharedFolder, "[name]-[hash].js"),
      sourcemap: true,
    });
  } finally {
    await bundle.close();
  }
}
