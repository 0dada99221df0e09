import { AppError } from "../base/app-error";
import type { ConnectionSummary } from "./app-api";

/**
 * The connection that a request goes to: the named one, else the only one that a person has made, else the only one
 * that comes with the deployment. Names ignore case.
 * @throws AppError `NOT_CONNECTED`
 */
export function chooseConnection(all: readonly ConnectionSummary[], name: string | undefined): ConnectionSummary {
  return name === undefined || name === "" ? onlyOne(all) : named(all, name);
}

function named(all: readonly ConnectionSummary[], name: string): ConnectionSummary {
  const found = all.find((one) => isNamed(one, name));
  if (found) return found;
  throw new AppError("NOT_CONNECTED", `There is no connection named "${name}".`, { hint: knownNames(all) });
}

/** Whether this is the connection's name; case does not matter. */
export function isNamed(connection: Pick<ConnectionSummary, "name">, name: string): boolean {
  return connection.name.toLowerCase() === name.trim().toLowerCase();
}

function onlyOne(all: readonly ConnectionSummary[]): ConnectionSummary {
  const made = all.filter(({ builtIn }) => !builtIn);
  const [first, second] = made.length > 0 ? made : all;
  if (!first) throw new AppError("NOT_CONNECTED", "There is no Stripe connection yet.", { hint: newConnection });
  if (!second) return first;
  throw new AppError("NOT_CONNECTED", "There are several connections; choose a default connection.", {
    hint: `Name one of them: ${made.map(({ name }) => name).join(", ")}.`,
  });
}

const newConnection = "Choose Get Data > New Connection in the Stripe group of the Data tab.";

const knownNames = (all: readonly ConnectionSummary[]) =>
  all.length === 0 ? newConnection : `Connections here: ${all.map(({ name }) => name).join(", ")}.`;
