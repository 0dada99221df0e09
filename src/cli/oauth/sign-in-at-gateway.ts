import { randomBytes } from "node:crypto";
import type { CompleteRequest } from "../../auth/gateway-api";
import type { GatewayClient } from "../../auth/gateway-client";
import type { GrantSummary } from "../../auth/grant";
import { challengeOf, createVerifier } from "../../auth/pkce";
import { AppError } from "../../base/app-error";
import type { GrantPlan } from "../../connections/sign-in-plan";
import type { CliIo } from "../io";
import type { GrantPlacesNeed } from "../keep/grant-places-need";
import { keepOwnApp, openGateway } from "./open-gateway";

/** Who signs in, and how. */
export type SignInNeed = GrantPlacesNeed & { readonly signal: AbortSignal };

/** Times that a mistyped code may be typed again. */
const mostTries = 3;

/** Signs in by the gateway's pages; the last one shows a code, which is typed here. */
export async function signInAtGateway(plan: GrantPlan, { named, io, headless, signal }: SignInNeed): Promise<GrantSummary> {
  const { client, config } = await openGateway(named.settings.Gateway, io);
  await keepOwnApp(client, plan.app, signal);
  const verifier = createVerifier(randomBytes);
  const offered = config.oauth.find(({ variant }) => variant === plan.variant);
  const { state, browserUrl } = await client.start(
    {
      variant: plan.variant,
      mode: plan.mode ?? plan.app?.mode ?? offered?.mode ?? "live",
      clientId: plan.app?.clientId ?? null,
      challenge: await challengeOf(verifier),
      ...(plan.scope === null ? {} : { scope: plan.scope }),
    },
    signal,
  );
  io.note(`Allow the access in your browser: ${browserUrl}`);
  if (!headless && !(await io.openBrowser(browserUrl))) io.note("No browser could be started; open the address yourself.");
  return typeCode(client, { state, verifier, io, signal });
}

type Typing = Pick<CompleteRequest, "state" | "verifier"> & { readonly io: CliIo; readonly signal: AbortSignal };

async function typeCode(client: GatewayClient, { state, verifier, io, signal }: Typing): Promise<GrantSummary> {
  for (let attempt = 1; ; attempt++) {
    const typedCode = (await io.askSecret("The code that the last page shows")).reveal();
    try {
      return await client.complete({ state, verifier, typedCode }, signal);
    } catch (failure) {
      const wrong = failure instanceof AppError && failure.code === "SIGN_IN_FAILED";
      if (!wrong || attempt === mostTries) throw failure;
      io.note(failure.advice);
    }
  }
}
