import { join } from "node:path";
import { projectRoot } from "../../../src/platform/project-root.ts";
import { programIn, pythonFolder } from "../../support/python.ts";

export { whyNoPython } from "../../support/python.ts";

const newest = join(projectRoot, "test/api/formats/requirements.txt");
const old = join(projectRoot, "test/api/formats/requirements-old.txt");

export const pythonIn = (folder: string): string => programIn(folder, "python");

/** The folder of the Python clients, the old ones below it in `old`. */
export function pythonClients(): string {
  return pythonFolder("python-clients", [newest, old], (folder, pip) => {
    pip("-r", newest);
    pip("--target", join(folder, "old"), "-r", old);
  });
}
