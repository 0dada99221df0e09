import { describe, expect, test } from "@jest/globals";
import { findColumns } from "../../../../src/platform/office/refresh/find-columns";

const links = [{ header: "id", columnId: 7 }, { header: "amount", columnId: 8 }];
const column = (id: number, name: string) => ({ id, name });

describe("our columns in a table that people work with", () => {
  test("are found by Excel's id when they were renamed and moved", () => {
    const table = [column(8, "Betrag"), column(12, "own"), column(7, "Zahlung")];
    expect(findColumns({ headers: ["id", "amount"], links, table })).toEqual([2, 0]);
  });

  test("are found by header when no column has the id any more", () => {
    const table = [column(1, "own"), column(2, "Amount"), column(3, "ID")];
    expect(findColumns({ headers: ["id", "amount"], links, table })).toEqual([2, 1]);
  });

  test("are found by header when some program numbered the columns anew", () => {
    const table = [column(8, "id"), column(7, "amount")];
    expect(findColumns({ headers: ["id", "amount"], links, table })).toEqual([0, 1]);
  });

  test("are found by header when numbers were drawn again past a person's column, which stays untouched", () => {
    const noted = [...links, { header: "status", columnId: 9 }];
    const table = [column(7, "id"), column(8, "Note"), column(9, "amount"), column(10, "status")];
    expect(findColumns({ headers: ["id", "amount", "status"], links: noted, table })).toEqual([0, 2, 3]);
  });

  test("are not guessed when id and header name different columns: one of them may be a person's", () => {
    const table = [column(7, "id"), column(8, "Note"), column(12, "amount")];
    expect(() => findColumns({ headers: ["id", "amount"], links, table })).toThrow(expect.objectContaining({ code: "WORKBOOK_REFUSED" }));
    expect(findColumns({ headers: ["id"], links, table })).toEqual([0]);
  });

  test("are found under the number that Excel put behind their header beside a person's column of the same name", () => {
    const table = [column(7, "id"), column(12, "amount"), column(8, "amount2")];
    expect(findColumns({ headers: ["id", "amount"], links, table })).toEqual([0, 2]);
  });

  test("get new ones at the right end, never over a person's column of the same name", () => {
    const table = [column(7, "id"), column(9, "currency"), column(8, "amount")];
    expect(findColumns({ headers: ["currency", "id", "created", "amount"], links, table })).toEqual([3, 0, 4, 2]);
  });

  test("that the query lost are left alone", () => {
    expect(findColumns({ headers: ["amount"], links, table: [column(7, "id"), column(8, "amount")] })).toEqual([1]);
  });
});
