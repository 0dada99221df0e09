/** Who may use a route: anybody, or who has proved who they are. */
export type RouteAccess = "public" | "identified";

type AccessRule = { readonly methods: readonly string[]; readonly path: RegExp; readonly access: RouteAccess; readonly reason: string };

const reading = ["GET", "HEAD"];

/** The first rule that fits decides; what fits none is refused to strangers. */
export const accessRules: readonly AccessRule[] = [
  { methods: reading, path: /^\/(?:healthz|readyz)$/, access: "public", reason: "load balancers ask" },
  { methods: reading, path: /^\/config\.json$/, access: "public", reason: "says how to identify oneself" },
  { methods: ["GET"], path: /^\/oauth\/(?:go|callback)$/, access: "public", reason: "the browser comes from Excel or Stripe; the state is the proof" },
  { methods: reading, path: /^\/(?:install|manifest\.xml)$/, access: "public", reason: "help for who installs the add-in" },
  { methods: ["POST"], path: /^\/v1\/installations$/, access: "public", reason: "signed by the key that it brings, with a join code" },
  { methods: reading, path: /^\/(?!v1(?:\/|$)|oauth(?:\/|$))/i, access: "public", reason: "files of the add-in" },
];

/** Whether a request needs an identity. */
export function accessOf(method: string, path: string): RouteAccess {
  return accessRules.find((rule) => rule.methods.includes(method) && rule.path.test(path))?.access ?? "identified";
}
