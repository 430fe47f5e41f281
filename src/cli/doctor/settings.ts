import { statSync } from "node:fs";
import { fileOf, isSecret } from "../../platform/config/secret-settings.ts";
import type { Examined } from "./examined.ts";
import type { Finding } from "./finding.ts";
import { misspeltSettings, misspeltText } from "./misspelt-settings.ts";

/** Of settings that can be used: what does nothing, and who else may read them. */
export async function* examineSettings({ env, given }: Examined): AsyncGenerator<Finding> {
  for (const misspelt of misspeltSettings(env)) {
    yield { what: "Settings", ok: true, doubtful: true, says: misspeltText(misspelt) };
  }
  const { file, values } = given;
  if (file === undefined) return;
  const what = "Settings file";
  const secrets = [...values]
    .filter(([name, { where }]) => isSecret(name) && where.startsWith(`${file}, `))
    .map(([name]) => name);
  if (secrets.length > 0 && (statSync(file).mode & 0o077) !== 0) {
    const names = secrets.join(", ");
    const says = `others than its owner may read ${file}, which holds ${names}: chmod 600, or keep secrets in files of their own (${fileOf(secrets[0] ?? "")})`;
    yield { what, ok: true, doubtful: true, says };
    return;
  }
  yield { what, ok: true, says: `${file} is read, and the environment wins over it` };
}
