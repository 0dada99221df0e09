import type { SignInPlan } from "./sign-in-plan";

/** What a person has to know before an unrestricted live key is used, and the better way. */
export type KeyWarning = { readonly sentence: string; readonly hint: string };

/** Whether a person should confirm the key: it is live and may do everything. `null`: there is nothing to confirm. */
export function unrestrictedLiveKey(plan: SignInPlan): KeyWarning | null {
  if (plan.kind !== "key" || plan.mode !== "live" || plan.keyKind !== "secret") return null;
  return {
    sentence: "This is an unrestricted live key: whoever gets hold of it can move money and change everything in the account.",
    hint: "Better make a restricted key in the Stripe Dashboard (Developers > API keys > Create restricted key) that may only read what you need.",
  };
}
