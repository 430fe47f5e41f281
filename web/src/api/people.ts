import type { z } from "zod";
import type { invitedPerson, person } from "../../../src/contract/api/people.ts";
import type { Wire } from "./wire.ts";

export type Person = Wire<z.input<typeof person>>;
export type InvitedPerson = Wire<z.input<typeof invitedPerson>>;
