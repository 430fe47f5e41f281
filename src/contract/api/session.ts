import { z } from "zod";
import { keptEmail } from "../../domain/email-address.ts";
import { passwordLength } from "../../domain/password.ts";
import { roles } from "../roles.ts";
import { scopes } from "../scopes.ts";
import { title } from "./fields.ts";
import { emailAddress } from "./people.ts";

/** What was given to be checked: no rule is told here, and a wrong form is merely wrong. */
const attempt = (longest: number) => z.string().max(longest);
const secretText = { writeOnly: true } as const;

const chosenPassword = z
  .string()
  .min(passwordLength.least)
  .max(passwordLength.most)
  .meta({ ...secretText, description: "Neither the e-mail address nor one of the commonest" });

export const passwordSignIn = z
  .strictObject({
    email: attempt(1_000).transform((email) => keptEmail(email) ?? email.trim().toLowerCase()),
    password: attempt(1_000).meta(secretText),
  })
  .meta({ id: "PasswordSignIn" });

export const keySignIn = z
  .strictObject({ key: attempt(1_000).trim().meta(secretText) })
  .meta({ id: "KeySignIn" });

export const codeSignIn = z
  .strictObject({ code: attempt(1_000).trim().meta(secretText) })
  .meta({ id: "CodeSignIn" });

export const passwordChange = z
  .strictObject({ current: attempt(1_000).meta(secretText), next: chosenPassword })
  .meta({ id: "PasswordChange" });
export type PasswordChange = z.output<typeof passwordChange>;

export const newOwner = z
  .strictObject({ name: title(200), email: emailAddress, password: chosenPassword })
  .meta({ id: "NewOwner" });
export type NewOwner = z.output<typeof newOwner>;

export const acceptedInvitation = z
  .strictObject({
    token: attempt(1_000).trim().meta(secretText),
    password: chosenPassword,
    name: title(200).optional().meta({ description: "Without it, the name that was given" }),
  })
  .meta({ id: "AcceptedInvitation" });
export type AcceptedInvitation = z.output<typeof acceptedInvitation>;

export const session = z
  .strictObject({
    signedIn: z.boolean(),
    person: z
      .strictObject({
        id: z.guid(),
        name: z.string(),
        email: z.string(),
        role: z.enum(roles),
      })
      .nullable()
      .meta({
        description: "null also for the session of an API key or of the first sign-in link",
      }),
    scopes: z.array(z.enum(scopes)),
    ways: z
      .strictObject({
        password: z.boolean(),
        oidc: z
          .string()
          .nullable()
          .meta({ description: "What the OpenID provider is called; null: there is none" }),
      })
      .meta({ description: "How people can sign in, at /sign-in" }),
    ownerExists: z
      .boolean()
      .meta({ description: "false until somebody with a password is owner: then be the first" }),
  })
  .meta({ id: "Session" });
export type SessionState = z.output<typeof session>;
