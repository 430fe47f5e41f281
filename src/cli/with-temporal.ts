import { Connection } from "@temporalio/client";
import type { Config } from "../platform/config/config.ts";
import { reasonOf } from "../platform/reason.ts";
import { temporalConnectionOptions } from "../platform/temporal/connection.ts";
import { UnavailableError } from "./failures.ts";
import { temporalAddress } from "./temporal-address.ts";

/**
 * Does something by a connection to the Temporal of the settings, or of a running `npm start`.
 * @throws UnavailableError when there is none, or it can't be reached
 */
export async function withTemporal<Result>(
  config: Config,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const address = await temporalAddress(config);
  if (address === null) {
    throw new UnavailableError(
      "there is no Temporal to talk to: set TEMPORAL_ADDRESS, or have npm start running",
    );
  }
  const options = await temporalConnectionOptions({ ...config.temporal, address });
  const connection = await Connection.connect(options).catch((error: unknown) => {
    const message = `Temporal at ${address} can't be reached: ${reasonOf(error)}`;
    throw new UnavailableError(message, { cause: error });
  });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}
