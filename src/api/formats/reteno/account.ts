import type { Request } from "express";
import { ownVersion } from "../../../platform/version.ts";
import { addressBookId } from "./contact-answer.ts";
import type { Endpoint } from "./endpoint.ts";

/** What clients ask to see whether they are connected. */
export const accountEndpoints: Endpoint[] = [
  endpoint("version", () => ({ version: ownVersion, protocolVersion: "v1" })),
  endpoint("account/info", (request) => ({
    organisationName: "Campanile",
    userEmail: userOf(request),
  })),
  // Nothing is paid for by the piece here: no balance is ever short.
  endpoint("balance", () => ({
    currentBalance: 0,
    bonusEmails: 0,
    bonusSmses: 0,
    currency: "USD",
  })),
  endpoint("addressbooks", () => ({
    addressBook: { addressBookId, name: "Campanile", fieldGroups: [] },
  })),
];

function endpoint(path: string, json: (request: Request) => object): Endpoint {
  return {
    method: "get",
    path: `/api/v1/${path}`,
    scope: "read",
    handle: (_deps, { request }) => Promise.resolve({ json: json(request) }),
  };
}

/** The name that the client signed in with: any is right. */
function userOf(request: Request): string {
  const encoded = /^basic +(\S+)/i.exec(request.get("authorization") ?? "")?.[1] ?? "";
  return Buffer.from(encoded, "base64").toString("utf8").split(":", 1)[0] ?? "";
}
