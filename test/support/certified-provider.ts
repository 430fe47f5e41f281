import { once } from "node:events";
import type { RequestListener } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import { Provider } from "oidc-provider";
import { afterwards } from "./afterwards.ts";

const client = { id: "campanile", secret: "a secret of the client" };

/**
 * A certified OpenID provider with pages of its own, at which anybody signs in by their name alone: Ada
 * as `ada`, whose address is `ada@example.com`. Who has a name that begins with `m` is in `marketing`.
 */
export async function certifiedProvider() {
  let answer: RequestListener = (_request, response) => void response.writeHead(503).end();
  const server = createServer((request, response) => answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  afterwards(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), alg: "RS256", use: "sig", kid: "one" };
  return {
    client,
    url,
    /** Lets an address be come back to. */
    serve(redirectUri: string) {
      const provider = new Provider(url, {
        clients: [
          {
            client_id: client.id,
            client_secret: client.secret,
            redirect_uris: [redirectUri],
            grant_types: ["authorization_code"],
            response_types: ["code"],
          },
        ],
        claims: {
          openid: ["sub", "groups"],
          email: ["email", "email_verified"],
          profile: ["name"],
        },
        findAccount: (_context: unknown, id: string) => ({
          accountId: id,
          claims: () => ({
            sub: id,
            name: id,
            email: `${id}@example.com`,
            email_verified: true,
            groups: id.startsWith("m") ? ["marketing"] : ["others"],
          }),
        }),
        jwks: { keys: [jwk] },
        cookies: { keys: ["of tests"] },
        pkce: { required: () => true },
        features: { devInteractions: { enabled: true } },
      });
      answer = provider.callback();
    },
  };
}
