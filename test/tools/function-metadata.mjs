import { generateCustomFunctionsMetadata } from "custom-functions-metadata";

/** The files that hold formulas, from the project's root. */
const sources = ["query", "table", "get", "balance", "status"].map((name) => `functions/${name}.ts`);

/**
 * The formulas' `functions.json`, by Office's own generator. Run from the project's root. Fails when the generator
 * complains: its command line would only print the complaint.
 */
export async function generateFunctionMetadata() {
  const { metadataJson, errors } = await generateCustomFunctionsMetadata(sources);
  if (errors.length > 0) throw new Error(`The formulas' metadata cannot be made: ${errors.join("; ")}`);
  return `${metadataJson}\n`;
}
