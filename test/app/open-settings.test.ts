import { expect, test } from "@jest/globals";
import { moveConnections } from "../../src/app/open-settings";
import { readConnections, type SavedConnection, writeConnection } from "../../src/app/stored-connections";
import { readPermissions, writePermission } from "../../src/app/trust/stored-permissions";
import { openRoamingSettings } from "../../src/auth/roaming-settings";
import { Secret } from "../../src/base/secret";
import { createMemoryStore } from "../../src/platform/memory-store";
import { createFakeClock } from "../fakes/fake-clock";
import { going, now } from "./harness";

const empty = () => openRoamingSettings(createMemoryStore(), { clock: createFakeClock(now), random: () => 0 }, going());

function saved(name: string, key: string): SavedConnection {
  const summary = { name, mode: "test", signIn: "secretKey", apiBase: "https://api.stripe.com", accountId: null, account: null, builtIn: false, needsSignIn: false } as const;
  return { summary, settings: { Name: name, ApiKey: new Secret(key) } };
}

test("what the device allowed moves with its connection, and not to another one of that name at the gateway", async () => {
  const [device, vault] = [await empty(), await empty()];
  for (const [index, connection] of [saved("acme", "sk_test_device"), saved("shop", "sk_test_shop")].entries()) {
    writeConnection(device, connection);
    writePermission(device, { workbook: "w", address: "https://acme.example/Book1.xlsx", connection: connection.summary.name, allowedAt: now }, `${index}`);
  }
  writeConnection(vault, saved("Acme", "sk_test_vault"));
  await moveConnections(device, vault, going());
  expect(readConnections(vault).map(({ summary }) => summary.name)).toEqual(["Acme", "shop"]);
  expect([vault, device].map((settings) => readPermissions(settings).map(({ connection }) => connection))).toEqual([["shop"], ["acme"]]);
});
