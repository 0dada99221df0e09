import type { FollowedCell, WrittenTable } from "../platform/ports";
import { type LastRun, longestReason, mostHistory, type QueryDefinition, type Schedule } from "./query-definition";
import { followedCell, isSameCell, noteOf } from "./schedule";

/** A change of the workbook's queries. */
export type EditDefinitions = (definitions: readonly QueryDefinition[]) => readonly QueryDefinition[];

/** Why a schedule does not go on, and what ends that besides a run or a change by a person. */
export type Pause = Required<Pick<QueryDefinition, "paused">> & Pick<QueryDefinition, "pausedUntil">;

/** Notes a run that succeeded, and the table as it was written; a pause ends with it. */
export const succeeded = (id: string, lastRun: LastRun, written: WrittenTable): EditDefinitions =>
  changing(id, (definition) => ({ ...withoutPause(withRun(definition, lastRun)), ...tableOf(written) }));

/** Sets what a person should know of how the last run wrote the table. */
export const noting = (id: string, note: string): EditDefinitions =>
  changing(id, (definition) => ({ ...definition, lastRun: definition.lastRun && { ...definition.lastRun, note } }));

/** Notes a run that failed. `pause`: why its schedule shall not try again; `null`: it may. */
export const failed = (id: string, lastRun: LastRun, pause: Pause | null): EditDefinitions =>
  changing(id, (definition) => ({
    ...withRun(definition, { ...lastRun, error: lastRun.error && shortened(lastRun.error) }),
    ...(pause && { ...pause, paused: shortened(pause.paused) }),
  }));

function shortened(reason: string): string {
  const characters = [...reason];
  return characters.length <= longestReason ? reason : `${characters.slice(0, longestReason - 1).join("")}…`;
}

/** Sets the schedule; a pause of the one before ends with it. */
export const rescheduled = (id: string, schedule: Schedule, now: number): EditDefinitions =>
  changing(id, (definition) => ({ ...withoutPause(definition), schedule, changedAt: now }));

/** Notes how a cell that schedules follow is called now. */
export const cellPlaced = (cell: FollowedCell, now: FollowedCell): EditDefinitions => (definitions) =>
  definitions.map((one) => (isSameCell(followedCell(one.schedule), cell) ? { ...one, schedule: { ...one.schedule, ...noteOf(now) } } : one));

/** Notes whose Excel runs a schedule that nobody has yet. */
export const owned = (id: string, owner: string): EditDefinitions =>
  changing(id, (definition) => ({ ...definition, schedule: { owner, ...definition.schedule } }));

/** Sets the shown name. */
export const renamed = (id: string, name: string, now: number): EditDefinitions =>
  changing(id, (definition) => ({ ...definition, name, changedAt: now }));

/** Sets what happens to rows that do not come again. */
export const keepingGone = (id: string, gone: "mark" | "delete", now: number): EditDefinitions =>
  changing(id, (definition) => ({
    ...without(definition, ["deletesGone"]),
    ...(gone === "delete" ? { deletesGone: true } : {}),
    changedAt: now,
  }));

/** Sets whether each run leaves evidence. */
export const keepingEvidence = (id: string, on: boolean, now: number): EditDefinitions =>
  changing(id, (definition) => ({ ...without(definition, ["evidence"]), ...(on ? { evidence: true } : {}), changedAt: now }));

/** Puts a changed query in the place of the one before, with its first run. */
export const edited = (changed: QueryDefinition, lastRun: LastRun, written: WrittenTable): EditDefinitions =>
  changing(changed.id, (before) => {
    const { sql, connection, maxRows, builder, parameters } = changed;
    const query = { sql, connection, maxRows, ...(builder ? { builder } : {}), ...(parameters ? { parameters } : {}) };
    const others = without(withoutPause(withRun(before, lastRun)), ["builder", "parameters"]);
    return { ...others, ...query, ...tableOf(written), changedAt: lastRun.at };
  });

/** Ends the pauses of queries that waited until their connection is signed in again. */
export const signedIn = (connection: string): EditDefinitions => (definitions) =>
  definitions.map((one) =>
    one.pausedUntil === "signedIn" && one.connection.toLowerCase() === connection.toLowerCase() ? withoutPause(one) : one,
  );

function changing(id: string, change: (definition: QueryDefinition) => QueryDefinition): EditDefinitions {
  return (definitions) => definitions.map((one) => (one.id === id ? change(one) : one));
}

const tableOf = ({ location, columns }: WrittenTable) => ({ tableId: location.id, tableName: location.name, columns });

function withRun(definition: QueryDefinition, lastRun: LastRun): QueryDefinition {
  const { lastRun: before, history = [] } = definition;
  return { ...definition, lastRun, ...(before === null ? {} : { history: [before, ...history].slice(0, mostHistory) }) };
}

const withoutPause = (definition: QueryDefinition): QueryDefinition => without(definition, ["paused", "pausedUntil"]);

/** What stands in every definition stays. */
type Optional = "paused" | "pausedUntil" | "deletesGone" | "evidence" | "builder" | "parameters";

function without(definition: QueryDefinition, names: readonly Optional[]): QueryDefinition {
  const others = Object.entries(definition).filter(([name]) => !names.some((one) => one === name));
  return Object.fromEntries(others) as QueryDefinition;
}
