import type { BaseAstNode, BaseReferenceObject, BaseValueObject, LexerNode } from "@univerjs/engine-formula";
import { ErrorType, ErrorValueObject, RangeReferenceObject, SuffixNodeFactory } from "@univerjs/engine-formula";

type Evaluated = BaseReferenceObject | BaseValueObject;

/** The private member of Univer's suffix node that evaluates `A1#`. In 0.25.1 it always answers `#VALUE!`. */
type PoundNode = BaseAstNode & { _handlerPound(operand: Evaluated): Evaluated };

type Create = (this: SuffixNodeFactory, param: LexerNode) => BaseAstNode | undefined;

let patched = false;

/** Makes `A1#` mean the spilled range of A1. Once a page; relies on private members, so Univer is pinned exactly. */
export function patchSpillOperator(): void {
  if (patched) return;
  patched = true;
  const create = Reflect.get(SuffixNodeFactory.prototype, "checkAndCreateNodeType") as Create;
  const patchedCreate: Create = function (param) {
    const node = create.call(this, param);
    if (node && "_handlerPound" in node) (node as PoundNode)._handlerPound = spilledRange;
    return node;
  };
  SuffixNodeFactory.prototype.checkAndCreateNodeType = patchedCreate as SuffixNodeFactory["checkAndCreateNodeType"];
}

function spilledRange(operand: Evaluated): Evaluated {
  if (!operand.isReferenceObject()) return ErrorValueObject.create(ErrorType.REF);
  const anchor = operand as BaseReferenceObject;
  const { startRow, startColumn } = anchor.getRangePosition();
  const unitId = anchor.getUnitId();
  const sheetId = anchor.getSheetId();
  const area =
    anchor.getRuntimeArrayFormulaRange()?.[unitId]?.[sheetId]?.[startRow]?.[startColumn] ??
    anchor.getArrayFormulaRange()?.[unitId]?.[sheetId]?.[startRow]?.[startColumn];
  if (!area) return ErrorValueObject.create(ErrorType.REF);
  const range = new RangeReferenceObject({ ...area, unitId, sheetId }, sheetId, unitId);
  range.setDefaultUnitId(unitId);
  range.setDefaultSheetId(sheetId);
  range.setUnitData(anchor.getUnitData());
  range.setUnitStylesData(anchor.getUnitStylesData());
  range.setRuntimeData(anchor.getRuntimeData());
  range.setArrayFormulaCellData(anchor.getArrayFormulaCellData());
  range.setArrayFormulaRange(anchor.getArrayFormulaRange());
  range.setRuntimeArrayFormulaCellData(anchor.getRuntimeArrayFormulaCellData());
  range.setRuntimeArrayFormulaRange(anchor.getRuntimeArrayFormulaRange());
  range.setRuntimeFeatureCellData(anchor.getRuntimeFeatureCellData());
  return range;
}
