import type { BaseReferenceObject, BaseValueObject, ErrorType, FunctionVariantType } from "@univerjs/engine-formula";
import {
  ArrayValueObject,
  BaseFunction,
  BooleanValueObject,
  ERROR_TYPE_SET,
  ErrorValueObject,
  NumberValueObject,
  StringValueObject,
} from "@univerjs/engine-formula";
import type { CellAddress, CellContent, CellResult, FunctionArgument, FunctionCall, FunctionOutcome } from "../../excel-sim/sheet-model";

/** Starts or looks up a call; `null` while it has no result. */
export type Evaluate = (call: FunctionCall) => FunctionOutcome | null;

export type HostedFunctionHost = {
  evaluate: Evaluate;
  readonly addressOf: (area: { sheetId: string; row: number; column: number; rows: number; columns: number }) => string;
};

/** Excel's value for a cell whose custom function still runs. Univer does not know it. */
const busy = "#BUSY!" as ErrorType;

/** Lets Univer treat `#BUSY!` as an error that spreads through formulas. */
export function registerBusyError(): void {
  ERROR_TYPE_SET.add(busy);
}

/** A function of the add-in inside Univer's engine: asks the host at once and answers `#BUSY!` until a result is there. */
export class HostedFunction extends BaseFunction {
  override needsReferenceObject = true;

  constructor(
    private readonly fullName: string,
    private readonly host: HostedFunctionHost,
  ) {
    super(fullName);
  }

  override calculate(...variants: FunctionVariantType[]): BaseValueObject {
    const failed = variants.find((variant) => variant.isError());
    if (failed) return failed as ErrorValueObject;
    const cell: CellAddress = { sheetId: this.subUnitId ?? "", row: this.row, column: this.column };
    const args = variants.map((variant) => this.argument(variant));
    const outcome = this.host.evaluate({ name: this.fullName, args, cell });
    if (!outcome) return ErrorValueObject.create(busy);
    return outcome.kind === "error" ? ErrorValueObject.create(outcome.error as ErrorType) : this.matrix(outcome.values);
  }

  private argument(variant: FunctionVariantType): FunctionArgument | null {
    if (variant.isReferenceObject()) {
      const reference = variant as BaseReferenceObject;
      const { startRow, startColumn, endRow, endColumn } = reference.getRangePosition();
      const area = { row: startRow, column: startColumn, rows: endRow - startRow + 1, columns: endColumn - startColumn + 1 };
      const address = this.host.addressOf({ sheetId: reference.getSheetId(), ...area });
      return { values: contents(reference.toArrayValueObject(false)), address };
    }
    if (variant.isArray()) return { values: contents(variant as ArrayValueObject), address: null };
    const value = variant as BaseValueObject;
    return value.isNull() ? null : { values: [[contentOf(value)]], address: null };
  }

  private matrix(values: readonly (readonly CellResult[])[]): BaseValueObject {
    const single = values.length === 1 && values[0]?.length === 1 ? values[0][0] : undefined;
    if (single) return valueObject(single.value);
    return new ArrayValueObject({
      calculateValueList: values.map((row) => row.map(({ value }) => valueObject(value))),
      rowCount: values.length,
      columnCount: values[0]?.length ?? 0,
      unitId: this.unitId ?? "",
      sheetId: this.subUnitId ?? "",
      row: this.row,
      column: this.column,
    });
  }
}

function contents(array: ArrayValueObject): CellContent[][] {
  return array.getArrayValue().map((row) => row.map((value) => (value ? contentOf(value) : "")));
}

function contentOf(value: BaseValueObject): CellContent {
  return value.isNull() ? "" : (value.getValue() ?? "");
}

function valueObject(value: CellContent): BaseValueObject {
  if (typeof value === "number") return NumberValueObject.create(value);
  if (typeof value === "boolean") return BooleanValueObject.create(value);
  return ERROR_TYPE_SET.has(value as ErrorType) ? ErrorValueObject.create(value as ErrorType) : StringValueObject.create(value);
}
