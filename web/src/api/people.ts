import type { z } from "zod";
import type { invitedPerson, person } from "../../../src/contract/api/people.ts";
import type { Role } from "../../../src/contract/roles.ts";
import { roles } from "../../../src/contract/roles.ts";
import type { Wire } from "./wire.ts";

export type Person = Wire<z.input<typeof person>>;
export type InvitedPerson = Wire<z.input<typeof invitedPerson>>;

const roleLabels: Record<Role, string> = {
  owner: "Owner: everything, people and keys too",
  editor: "Editor: builds and runs campaigns",
  viewer: "Viewer: sees everything, changes nothing",
};

export const roleChoices = roles.map((role) => ({ value: role, label: roleLabels[role] }));
