import { z } from "zod";
import type { Role } from "../../contract/roles.ts";
import { roles } from "../../contract/roles.ts";
import type { RoleMapping } from "../../domain/oidc/claims.ts";

const flag = z.enum(["true", "false"]).transform((value) => value === "true");

/** How people sign in: beside the variables of `settings.ts`. */
export const oidcSettings = {
  OIDC_ISSUER: z
    .string()
    .refine(
      (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
      "must be a URL that begins with http:// or https://",
    )
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_SCOPES: z
    .string()
    .refine((value) => value.split(/\s+/).includes("openid"), "must have openid among them")
    .default("openid profile email"),
  OIDC_NAME: z.string().max(60).optional(),
  OIDC_ROLE_CLAIM: z.string().max(200).optional(),
  OIDC_ROLES: z
    .string()
    .transform((value, check): RoleMapping<Role>[] => {
      const mapping = value.split(",").map(mappingOf);
      if (mapping.every((one) => one !== null)) return mapping;
      const message = `must be a list such as marketing-admins=owner,marketing=editor,*=viewer: values of the claim, and one of ${roles.join(", ")}`;
      check.addIssue({ code: "custom", message });
      return z.NEVER;
    })
    .optional(),
  OIDC_CREATE_PEOPLE: flag.optional(),
  PASSWORD_SIGN_IN: flag.default(true),
};

/** Of the last `=`, as a group's name may have one: `CN=Marketing=editor`. */
function mappingOf(text: string): RoleMapping<Role> | null {
  const at = text.lastIndexOf("=");
  const value = text.slice(0, at).trim();
  const role = roles.find((one) => one === text.slice(at + 1).trim());
  return at < 1 || value === "" || role === undefined ? null : { value, role };
}

type OidcValues = z.output<z.ZodObject<typeof oidcSettings>>;

export interface OidcConfig {
  issuer: URL;
  clientId: string;
  clientSecret: string;
  scopes: string;
  /** As the button says it. */
  name: string;
  roleClaim: string | undefined;
  /** Undefined: roles are given here, not by claims, and people have to be invited. */
  roles: readonly RoleMapping<Role>[] | undefined;
  createsPeople: boolean;
}

/** Undefined: nobody signs in by a provider. */
export function oidcOf(values: OidcValues): OidcConfig | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret } = values;
  if (issuer === undefined || id === undefined || secret === undefined) return undefined;
  const url = new URL(issuer);
  return {
    issuer: url,
    clientId: id,
    clientSecret: secret,
    scopes: values.OIDC_SCOPES,
    name: values.OIDC_NAME ?? url.host,
    roleClaim: values.OIDC_ROLE_CLAIM,
    roles: values.OIDC_ROLES,
    createsPeople: values.OIDC_ROLES !== undefined && values.OIDC_CREATE_PEOPLE !== false,
  };
}

type Given = Record<string, string | undefined>;

/** Faults between settings. */
export function* oidcContradictions(given: Given): Generator<{ name: string; message: string }> {
  const needed = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"];
  const others = ["OIDC_ROLE_CLAIM", "OIDC_ROLES", "OIDC_CREATE_PEOPLE", "OIDC_NAME"];
  const isWanted = [...needed, ...others].some((name) => given[name] !== undefined);
  for (const name of needed) {
    const message = `is missing: ${needed.join(", ")} go together`;
    if (isWanted && given[name] === undefined) yield { name, message };
  }
  if (given["OIDC_CREATE_PEOPLE"] === "true" && given["OIDC_ROLES"] === undefined) {
    yield { name: "OIDC_ROLES", message: "is missing: which role do people get who are made?" };
  }
  if (given["OIDC_ROLE_CLAIM"] !== undefined && given["OIDC_ROLES"] === undefined) {
    yield {
      name: "OIDC_ROLES",
      message: "is missing: which value of OIDC_ROLE_CLAIM gives which role",
    };
  }
  const named = (given["OIDC_ROLES"] ?? "*=").split(",").some((one) => !/^\s*\*\s*=/.test(one));
  if (named && given["OIDC_ROLE_CLAIM"] === undefined) {
    yield {
      name: "OIDC_ROLE_CLAIM",
      message: "is missing: the claim whose values OIDC_ROLES names",
    };
  }
  if (given["PASSWORD_SIGN_IN"] === "false" && given["OIDC_ISSUER"] === undefined) {
    yield {
      name: "PASSWORD_SIGN_IN",
      message: "is false, and there is no OIDC_ISSUER to sign in by",
    };
  }
}
