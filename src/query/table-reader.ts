import type { BlockColumn } from "../table/row-block";
import type { Table } from "../table/table";
import type { Access } from "./access-plan";
import type { KeyTrust } from "./key-trust";
import type { Miss, Served } from "./serve-rows";

/** The run on whose behalf SQLite is working now. */
export type TableReader = Pick<KeyTrust, "trustsKeys" | "doubtKeys"> & {
  /** A statement being prepared uses these columns; bit 63 stands for all columns from 63 on. */
  useColumns(table: Table, used: bigint): void;
  serve(access: Access): Served;
  /** The statement wants rows that are not there. */
  miss(miss: Miss): void;
  /** So much is missing already that going on would tell nothing more, or the statement has to be compiled again. */
  isPassInVain(): boolean;
  /** The values of a declared column by row number. */
  column(table: Table, declaredIndex: number): BlockColumn;
};
