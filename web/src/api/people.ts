import type { z } from "zod";
import type { invitedPerson, person } from "../../../src/contract/api/people.ts";
import type { Wire } from "./wire.ts";

export type Person = Wire<z.input<typeof person>>;
export type InvitedPerson = Wire<z.input<typeof invitedPerson>>;

export const roleWords = {
  owner: "Owner: everything, people and keys too",
  editor: "Editor: builds and runs campaigns",
  viewer: "Viewer: sees everything, changes nothing",
} as const;
export type RoleName = keyof typeof roleWords;

export const roleChoices = (Object.keys(roleWords) as RoleName[]).map((value) => ({
  value,
  label: roleWords[value],
}));
