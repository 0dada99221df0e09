export function generateFunctionMetadata(): Promise<string>;
