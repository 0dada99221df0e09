import { AppError } from "../base/app-error";
import type { SignInPlan } from "../connections/sign-in-plan";

/**
 * Refuses a live key that may do everything until the person has said that they want it nevertheless.
 * @throws AppError `BAD_SETTING` explaining restricted keys.
 */
export function refuseUnrestrictedKey(plan: SignInPlan, accepted: boolean): void {
  if (accepted || plan.kind !== "key" || plan.keyKind === "restricted" || plan.mode === "test") return;
  throw new AppError("BAD_SETTING", "This key can do everything in your live account, also pay out money.", {
    hint: "Make a restricted key (rk_live_…) with Read for what you want in Excel, or tick that you want to use this one nevertheless.",
  });
}
