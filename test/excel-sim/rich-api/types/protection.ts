import { createObject, type HostObject, type ObjectType, readOnly } from "../host-object";
import type { Arguments } from "../arguments";
import type { ExcelState } from "../excel-state";
import { RichApiError } from "../rich-api-error";

type ProtectionSelf = { readonly state: ExcelState; readonly sheetId: string };

const keyOf = (sheetId: string): string => `${sheetId} protected`;
const isProtected = ({ state, sheetId }: ProtectionSelf): boolean => state.looks.get(keyOf(sheetId)) === true;

/**
 * Refuses to change anything of a protected sheet: all cells are locked, as they are until somebody unlocks them, and nothing is
 * allowed beside. Passwords are not looked at.
 * @see https://learn.microsoft.com/javascript/api/excel/excel.worksheetprotection
 */
export function refuseProtected(state: ExcelState, sheetId: string, location: string): void {
  if (!isProtected({ state, sheetId })) return;
  throw new RichApiError("AccessDenied", "You cannot perform the requested operation.", location, 403);
}

type Methods<Self> = Readonly<Record<string, (self: Self, args: Arguments) => unknown>>;

/** The same methods, refused where the sheet is protected. */
export function refusedWhenProtected<Self extends { readonly state: ExcelState }>(sheetOf: (self: Self) => string, methods: Methods<Self>): Methods<Self> {
  const guarded = Object.entries(methods).map(([name, method]): [string, Methods<Self>[string]] => [
    name,
    (self, args) => {
      refuseProtected(self.state, sheetOf(self), args.location);
      return method(self, args);
    },
  ]);
  return Object.fromEntries(guarded);
}

const protectionType: ObjectType<ProtectionSelf> = {
  name: "WorksheetProtection",
  properties: { Protected: readOnly(isProtected) },
  methods: {
    Protect: ({ state, sheetId }) => void state.looks.set(keyOf(sheetId), true),
    Unprotect: ({ state, sheetId }) => void state.looks.delete(keyOf(sheetId)),
  },
};

export const protectionObject = (state: ExcelState, sheetId: string): HostObject => createObject(protectionType, { state, sheetId });
