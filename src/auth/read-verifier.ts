import { AppError } from "../base/app-error";
import { Secret } from "../base/secret";
import { readCallback } from "./read-callback";

/**
 * The code of a verifier that a person brought: the code itself, or the whole address that the browser was sent to.
 * `state`: what the consent address was made with, when that is known; an answer with another one belongs to somebody else's
 * sign-in.
 * @throws AppError `SIGN_IN_FAILED`, `BAD_ARGUMENT`; no message repeats the verifier.
 */
export function readVerifier(verifier: Secret, state: string | null): Secret {
  const text = verifier.reveal().trim();
  if (!/^https?:\/\//.test(text)) return checkedCode(text);
  if (!URL.canParse(text)) throw notACode();
  const callback = readCallback(new URL(text).searchParams);
  if (state !== null && callback.state !== state) throw otherState();
  switch (callback.kind) {
    case "code":
      return checkedCode(callback.code.reveal());
    case "denied":
      throw new AppError("SIGN_IN_FAILED", "The access was not allowed on Stripe's page.", { hint: "Open the address again and allow it." });
    case "failed":
      throw new AppError("SIGN_IN_FAILED", `Stripe did not give a code (${callback.error}).`, {
        hint: "Check the client id, the callback address and the scope, and open the address again.",
      });
  }
}

function checkedCode(text: string): Secret {
  if (/^ac_[\w-]+$/.test(text)) return new Secret(text);
  throw notACode();
}

function notACode(): AppError {
  return new AppError("BAD_ARGUMENT", "The verifier is not a code of Stripe.", {
    hint: "Bring the code of the callback, which starts with ac_, or the whole address that the browser was sent to.",
  });
}

function otherState(): AppError {
  return new AppError("SIGN_IN_FAILED", "This answer belongs to another sign-in.", {
    hint: "Open the newest address and bring what comes back from it.",
  });
}
