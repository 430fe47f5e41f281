import { migrate } from "../../db/core/migrate.ts";
import { reasonOf } from "../../platform/reason.ts";
import type { Answer } from "../answer.ts";
import { databaseUrl } from "../database-url.ts";
import { UnavailableError } from "../failures.ts";
import { postgresErrorText } from "../postgres-error.ts";
import { temporalAddress } from "../temporal-address.ts";
import { prepareTemporal } from "../up/prepare.ts";
import { configOrThrow } from "../with-database.ts";

export async function migrateAll(): Promise<Answer> {
  const config = configOrThrow();
  // Progress, and no answer.
  const onWait = (says: string): void => console.error(says);
  const applied = await migrate(await databaseUrl(config), { onWait }).catch((error: unknown) => {
    throw postgresErrorText(error);
  });
  const address = await temporalAddress(config);
  if (address !== null) {
    await prepareTemporal({ ...config.temporal, address }).catch((error: unknown) => {
      const done =
        applied.length === 0 ? "the schema is up to date" : `${applied.join(", ")} were applied`;
      throw new UnavailableError(`${reasonOf(error)} (${done})`, { cause: error });
    });
  }
  return {
    json: { applied, temporal: address },
    text: [
      applied.length === 0 ? "The schema is up to date." : applied.join("\n"),
      address === null
        ? "Temporal was left alone: TEMPORAL_ADDRESS is not set."
        : `Temporal at ${address} has the search attributes.`,
    ],
  };
}
