import { describe, expect, test } from "@jest/globals";

import { createGatewayLink } from "../../src/app/gateway-link";
import { Secret } from "../../src/base/secret";
import { nodeClock } from "../../src/platform/node/clock";
import { json, scriptedSend } from "../auth/scripted-send";

const identity = { kind: "account", clientId: "app", authority: "https://login.example/common", scope: "api://app/read" };
const config = { identity, oauth: [], callbackUrl: "https://gateway.example/oauth/callback" };
const going = () => new AbortController().signal;

describe("a gateway that wants a work account", () => {
  test("may ask the person during what they started themselves, and never in what runs by itself", async () => {
    const mayAsk: unknown[] = [];
    const send = scriptedSend((call) => (call.endsWith("/config.json") ? json(config) : json([])));
    const link = createGatewayLink(
      {
        origin: "https://gateway.example",
        dialogs: { open: () => Promise.resolve({ kind: "closed" }) },
        openInstallationKey: () => Promise.reject(new Error("not for accounts")),
        askJoinCode: () => Promise.resolve(null),
        acquireAccountToken: (request) => {
          mayAsk.push(request.mayAsk);
          return Promise.resolve(request.mayAsk === true ? new Secret("account-token") : null);
        },
      },
      { send, clock: nodeClock },
    );
    const grants = async () => (await link.open(going()))?.client.grants(going());
    await expect(grants()).rejects.toMatchObject({ code: "GATEWAY_UNAVAILABLE" });
    expect([mayAsk, link.wasUnidentified()]).toEqual([[false], true]);
    expect(await link.whileAsking(grants)).toEqual([]);
    expect([mayAsk, link.wasUnidentified()]).toEqual([[false, true], false]);
  });
});
