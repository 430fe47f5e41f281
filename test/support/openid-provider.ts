import { createHash, randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { JWTPayload } from "jose";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { ReceivedRequest } from "./http-server.ts";
import { answerJson, testHttpServer } from "./http-server.ts";

export const clientId = "campanile";
export const clientSecret = "the secret of the client";

interface Begun {
  redirectUri: string;
  challenge: string;
  nonce: string;
}

/**
 * An OpenID provider whose every word a test can choose: who signs in, what its tokens say, and how it
 * fails. It checks what a provider has to: the client, the address to come back to, PKCE, a code's only use.
 */
export async function testOpenidProvider() {
  const server = await testHttpServer();
  const keys = await generateKeyPair("RS256");
  const strangers = await generateKeyPair("RS256");
  const codes = new Map<string, Begun>();
  const provider = {
    url: server.url,
    received: server.received,
    /** Of whoever signs in next; `sub` among them. */
    claims: { sub: "ada-1", email: "ada@example.com", email_verified: true } as JWTPayload,
    /** What the ID token says beside it; what is undefined is left out. */
    token: {} as JWTPayload,
    /** Claims that it says only when it is asked once more. */
    more: {} as JWTPayload,
    /** By whose key the ID token is signed. */
    isGenuine: true,
    /** What the person says at the provider: an error of OAuth, or nothing. */
    refusal: undefined as string | undefined,
    isDown: false,
    /** Of what it says of itself. */
    padding: "",
  };

  function authorize({ path }: ReceivedRequest, response: ServerResponse): void {
    const asked = new URL(path, server.url).searchParams;
    const redirectUri = asked.get("redirect_uri") ?? "";
    const back = new URL(redirectUri);
    back.searchParams.set("state", asked.get("state") ?? "");
    back.searchParams.set("iss", server.url);
    if (provider.refusal === undefined) {
      const code = randomBytes(16).toString("base64url");
      const nonce = asked.get("nonce") ?? "";
      codes.set(code, { redirectUri, challenge: asked.get("code_challenge") ?? "", nonce });
      back.searchParams.set("code", code);
    } else {
      back.searchParams.set("error", provider.refusal);
    }
    response.writeHead(302, { location: back.href }).end();
  }

  async function token({ headers, body }: ReceivedRequest, response: ServerResponse) {
    const asked = new URLSearchParams(body);
    const basic = Buffer.from((headers.authorization ?? "").slice(6), "base64").toString();
    const [id, secret] =
      basic === ""
        ? [asked.get("client_id"), asked.get("client_secret")]
        : basic.split(":").map((part) => decodeURIComponent(part.replaceAll("+", " ")));
    if (id !== clientId || secret !== clientSecret) {
      return answerJson(response, 401, { error: "invalid_client" });
    }
    const code = asked.get("code") ?? "";
    const begun = codes.get(code);
    codes.delete(code);
    const verifier = createHash("sha256").update(asked.get("code_verifier") ?? "");
    if (
      begun === undefined ||
      begun.redirectUri !== asked.get("redirect_uri") ||
      begun.challenge !== verifier.digest("base64url")
    ) {
      return answerJson(response, 400, { error: "invalid_grant" });
    }
    const now = Math.floor(Date.now() / 1_000);
    const usual = { iss: server.url, aud: clientId, iat: now, exp: now + 300, nonce: begun.nonce };
    const claims = { ...usual, ...provider.claims, ...provider.token };
    const idToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", kid: "one" })
      .sign((provider.isGenuine ? keys : strangers).privateKey);
    const answer = { access_token: "access", token_type: "bearer", id_token: idToken };
    return answerJson(response, 200, answer);
  }

  server.answer = (request, response) => {
    if (provider.isDown) return void response.destroy();
    const { pathname } = new URL(request.path, server.url);
    switch (pathname) {
      case "/.well-known/openid-configuration":
        return answerJson(response, 200, {
          issuer: server.url,
          authorization_endpoint: `${server.url}/authorize`,
          token_endpoint: `${server.url}/token`,
          jwks_uri: `${server.url}/keys`,
          userinfo_endpoint: `${server.url}/userinfo`,
          authorization_response_iss_parameter_supported: true,
          response_types_supported: ["code"],
          padding: provider.padding,
        });
      case "/authorize":
        return authorize(request, response);
      case "/token":
        return void token(request, response);
      case "/keys":
        return void exportJWK(keys.publicKey).then((jwk) =>
          answerJson(response, 200, { keys: [{ ...jwk, kid: "one", use: "sig", alg: "RS256" }] }),
        );
      case "/userinfo":
        return answerJson(response, 200, { sub: provider.claims.sub, ...provider.more });
      default:
        return void response.writeHead(404).end();
    }
  };
  return provider;
}
