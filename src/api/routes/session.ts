import {
  codeSignIn,
  keySignIn,
  passwordChange,
  passwordSignIn,
  session,
} from "../../contract/api/session.ts";
import type { Config } from "../../platform/config/config.ts";
import { AppError } from "../../contract/errors.ts";
import { changePassword } from "../../services/people/password.ts";
import { endSession, sessionState } from "../../services/sessions/sessions.ts";
import {
  signInWithCode,
  signInWithKey,
  signInWithPassword,
} from "../../services/sessions/sign-in.ts";
import type { Route } from "../route.ts";
import { defineRoute } from "../route.ts";
import { clearSessionCookie, sessionTokenOf } from "../session-cookie.ts";
import { signIn } from "../sign-in.ts";

const tag = "Session";
const opens = { method: "post", scope: null, ownPagesOnly: true, tag } as const;

/** @throws AppError `forbidden` */
function requirePasswords(config: Pick<Config, "passwordSignIn">): void {
  if (config.passwordSignIn) return;
  throw new AppError("forbidden", "people sign in by their OpenID provider here");
}

export const sessionRoutes: Route[] = [
  defineRoute({
    method: "get",
    path: "/session",
    scope: null,
    tag,
    summary: "Get the session",
    description: "By the browser's cookie; open to all, and never 401.",
    answer: session,
    handle: ({ context, config }, { request }) =>
      sessionState(context.sql, config, sessionTokenOf(request)),
  }),
  defineRoute({
    ...opens,
    path: "/session",
    summary: "Sign in with an e-mail address and password",
    description:
      "Sets the session's cookie, for 30 days. 403 where people sign in by their OpenID provider alone.",
    body: passwordSignIn,
    answer: session,
    handle: (deps, call) => {
      requirePasswords(deps.config);
      return signIn(deps, call, {
        account: `email ${call.body.email}`,
        attempt: () => signInWithPassword(deps.context, call.body),
        fault: "e-mail address or password is wrong",
      });
    },
  }),
  defineRoute({
    ...opens,
    path: "/session/key",
    summary: "Sign in with an API key",
    description: "The session may do what the key may, and ends with it.",
    body: keySignIn,
    answer: session,
    handle: (deps, call) =>
      signIn(deps, call, {
        attempt: () => signInWithKey(deps.context, call.body.key, deps.config.apiKey),
        fault: "this API key is unknown or revoked",
      }),
  }),
  defineRoute({
    ...opens,
    path: "/session/code",
    summary: "Sign in with a one-time code",
    description:
      "A code is good for one sign-in within an hour: as the owner who came first, or while there " +
      "is none as nobody, who may do everything.",
    body: codeSignIn,
    answer: session,
    handle: (deps, call) =>
      signIn(deps, call, {
        attempt: () => signInWithCode(deps.context, call.body.code),
        fault: "this sign-in link was used already, or is older than an hour",
      }),
  }),
  defineRoute({
    method: "delete",
    path: "/session",
    scope: null,
    ownPagesOnly: true,
    tag,
    summary: "Sign out",
    status: 204,
    handle: async ({ context, config }, { request, response }) => {
      const token = sessionTokenOf(request);
      if (token !== null) await endSession(context.sql, token);
      clearSessionCookie(response, config);
    },
  }),
  defineRoute({
    method: "patch",
    path: "/session/password",
    scope: "read",
    tag,
    summary: "Change your password",
    description: "Ends one's other sessions. 400 at `current` when that is wrong.",
    body: passwordChange,
    status: 204,
    handle: async ({ context, signIns }, { body, caller, request }) => {
      const token = sessionTokenOf(request);
      const { personId } = caller;
      if (personId === null || token === null) {
        throw new AppError("forbidden", "only a person who is signed in has a password");
      }
      const from = { address: request.ip ?? "", account: `person ${personId}` };
      const tried = await signIns.run(from, () =>
        changePassword(context, { personId, token }, body),
      );
      if (tried.outcome === "changed") return;
      throw new AppError("invalid", "the password was not changed", {
        faults: [{ path: "current", message: "is not your password" }],
      });
    },
  }),
];
