import type { WrittenTable } from "../platform/ports";
import type { LastRun, QueryDefinition, Schedule } from "./app-api";

/** A change of the workbook's queries. */
export type EditDefinitions = (definitions: readonly QueryDefinition[]) => readonly QueryDefinition[];

/** Notes a run that succeeded, and the table as it was written; a pause ends with it. */
export const succeeded = (id: string, lastRun: LastRun, { location, columns }: WrittenTable): EditDefinitions =>
  changing(id, (definition) => ({ ...withoutPause(definition), tableId: location.id, tableName: location.name, columns, lastRun }));

/** Notes a run that failed. `paused`: why its schedule shall not try again; `null`: it may. */
export const failed = (id: string, lastRun: LastRun, paused: string | null): EditDefinitions =>
  changing(id, (definition) => ({ ...definition, ...(paused === null ? {} : { paused }), lastRun }));

/** Sets the schedule; a pause of the one before ends with it. */
export const rescheduled = (id: string, schedule: Schedule): EditDefinitions =>
  changing(id, (definition) => ({ ...withoutPause(definition), schedule }));

/** Sets the shown name. */
export const renamed = (id: string, name: string): EditDefinitions => changing(id, (definition) => ({ ...definition, name }));

function changing(id: string, change: (definition: QueryDefinition) => QueryDefinition): EditDefinitions {
  return (definitions) => definitions.map((one) => (one.id === id ? change(one) : one));
}

function withoutPause(definition: QueryDefinition): QueryDefinition {
  const { paused, ...others } = definition;
  return paused === undefined ? definition : others;
}
