import { testTitles } from "./test-titles";

export type AcceptanceRow = { readonly promise: string; readonly proofs: readonly { readonly file: string; readonly title: string }[] };

/** Text of a test file, or `undefined` when there is none. */
export type ReadTest = (path: string) => string | undefined;

const separator = /^\|[\s:|-]+\|$/;

/** Cells of one table line; `\|` is a bar inside a cell. */
function cells(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** Reads the rows `| promise | test/file.test.ts > title |` of a page; several proofs are separated by `<br>`. */
export function acceptanceRows(markdown: string): readonly AcceptanceRow[] {
  const lines = markdown.split("\n").map((line) => line.trim());
  return lines
    .filter((line, index) => line.startsWith("|") && !separator.test(line) && !separator.test(lines[index + 1] ?? ""))
    .map((line) => {
      const [promise = "", proof = ""] = cells(line);
      const proofs = proof.split("<br>").map((part) => {
        const [file = "", ...title] = part.trim().replaceAll("`", "").split(" > ");
        return { file, title: title.join(" > ") };
      });
      return { promise, proofs };
    });
}

/** Rows of a page that prove nothing: without a test, or with a file or title that does not exist. */
export function acceptanceComplaints(page: string, markdown: string, readTest: ReadTest): readonly string[] {
  return acceptanceRows(markdown).flatMap(({ promise, proofs }) =>
    proofs.flatMap(({ file, title }) => {
      if (!file || !title) return [`${page}: "${promise}" names no test`];
      const text = readTest(file);
      if (text === undefined) return [`${page}: "${promise}" names ${file}, which does not exist`];
      return testTitles(file, text).has(title) ? [] : [`${page}: ${file} has no test "${title}"`];
    }),
  );
}
