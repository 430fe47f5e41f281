import type { Request, Response, Router as ExpressRouter } from "express";
import { Router, urlencoded } from "express";
import { endSession } from "../../services/sessions/end.ts";
import type { SignIn } from "../../services/sessions/sign-in.ts";
import { signInWithCode, signInWithKey } from "../../services/sessions/sign-in.ts";
import { requireSameOrigin } from "../credentials.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { FailedAttempts } from "../failed-attempts.ts";
import type { Html } from "./html.ts";
import { html } from "./html.ts";
import { sendPage } from "./layout.ts";
import { localPath } from "./local-path.ts";
import { clearSessionCookie, sessionTokenOf, setSessionCookie } from "./session.ts";

/** Signing in, by the one-time code of the banner or with an API key, and out. */
export function signInRouter({ db, config }: ApiDependencies): ExpressRouter {
  const router = Router();
  const failed = new FailedAttempts();

  async function attempt(
    request: Request,
    response: Response,
    next: string,
    how: () => Promise<SignIn>,
    fault: string,
  ) {
    const address = request.ip ?? "";
    failed.check(address, Date.now());
    const signedIn = await how();
    if (signedIn.outcome === "signed_in") {
      setSessionCookie(response, config, signedIn.token);
      response.set("Cache-Control", "no-store").redirect(303, next);
      return;
    }
    failed.note(address, Date.now());
    sendForm(response, next, fault);
  }

  router.get("/sign-in", async (request, response) => {
    const { code } = request.query;
    const next = localPath(request.query["next"]);
    // A HEAD is a link checker's: it must not use the code up.
    if (typeof code !== "string" || request.method === "HEAD") return sendForm(response, next);
    const fault = "This sign-in link was used already, or is older than an hour.";
    await attempt(request, response, next, () => signInWithCode(db, code), fault);
  });

  router.post(
    "/sign-in",
    urlencoded({ extended: false, limit: "10kb" }),
    async (request, response) => {
      requireSameOrigin(request);
      const fields = (request.body ?? {}) as Record<string, unknown>;
      const key = typeof fields["key"] === "string" ? fields["key"].trim() : "";
      const next = localPath(fields["next"]);
      const how = () => signInWithKey(db, key, config.apiKey);
      await attempt(request, response, next, how, "This API key is unknown or revoked.");
    },
  );

  router.post("/sign-out", async (request, response) => {
    requireSameOrigin(request);
    const token = sessionTokenOf(request);
    if (token !== null) await endSession(db, token);
    clearSessionCookie(response, config);
    response.redirect(303, "/sign-in");
  });
  return router;
}

function sendForm(response: Response, next: string, fault?: string): void {
  const page = { title: "Sign in", main: form(next, fault), signedIn: false };
  sendPage(response, page, fault === undefined ? 200 : 401);
}

function form(next: string, fault: string | undefined): Html {
  return html`<div class="card sign-in">
    <h1>Sign in</h1>
    ${fault === undefined ? null : html`<p class="fault" role="alert">${fault}</p>`}
    <p class="dim">
      The banner of <code>npm start</code> has a link that signs you in once. Or use an API key:
    </p>
    <form method="post" action="/sign-in">
      <input type="hidden" name="next" value="${next}" />
      <label for="key">API key</label>
      <input
        id="key"
        name="key"
        type="password"
        autocomplete="current-password"
        required
        autofocus
      />
      <button class="main">Sign in</button>
    </form>
  </div>`;
}
