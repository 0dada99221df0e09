import type { Secret } from "../../base/secret";
import type { ProcedureHost } from "./procedure-host";

/** One input of a procedure, as forms, help and checks read it. */
export type ProcedureInput = {
  readonly label: string;
  readonly doc: string;
  readonly default?: string;
  readonly required?: true;
  /** Given as a `Secret` only; never shown, never part of a command line or of SQL. */
  readonly secret?: true;
  /** The only values, compared without regard to case. */
  readonly allowed?: readonly string[];
  /** Other names for it. */
  readonly aliases?: readonly string[];
};

/** One column of a procedure's result. */
export type ProcedureColumn = {
  readonly name: string;
  readonly doc: string;
  readonly type: "text" | "integer";
};

/** A value of a result. A `Secret` is shown masked unless somebody asks to see it. */
export type ProcedureValue = string | number | Secret | null;

/** What a procedure answers: one row. */
export type ProcedureResult = {
  readonly columns: readonly ProcedureColumn[];
  readonly row: readonly ProcedureValue[];
};

/** Inputs as a person gives them, by name or alias in any case. */
export type GivenInputs = Readonly<Record<string, string | Secret>>;

/** Inputs after the declaration's checks and defaults, by canonical name; `null`: not given. */
export type ReadInputs = {
  readonly text: (name: string) => string | null;
  readonly secret: (name: string) => Secret | null;
};

/** Something that can be done at Stripe, with CData's name, inputs and columns. */
export type Procedure = {
  readonly name: string;
  readonly doc: string;
  readonly inputs: Readonly<Record<string, ProcedureInput>>;
  readonly columns: readonly ProcedureColumn[];
  /** The values of {@link columns}, in their order. */
  readonly run: (inputs: ReadInputs, host: ProcedureHost, signal: AbortSignal) => Promise<readonly ProcedureValue[]>;
};
