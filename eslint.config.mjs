import officeAddins from "eslint-plugin-office-addins";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Files whose function signatures are dictated by Office or SQLite, so that `max-params` cannot hold. */
const dictatedSignatures = [
  "functions/query.ts",
  "functions/table.ts",
  "functions/get.ts",
  "functions/status.ts",
  "src/query/authorizer.ts",
  "src/query/sqlite-api.ts",
  "src/query/virtual-table.ts",
  "test/excel-sim/**/*.ts",
];

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", "coverage/"] },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { "office-addins": officeAddins, "react-hooks": reactHooks },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...reactHooks.configs.recommended.rules,
      "office-addins/call-sync-after-load": "error",
      "office-addins/call-sync-before-read": "error",
      "office-addins/load-object-before-read": "error",
      "office-addins/no-context-sync-in-loop": "error",
      "office-addins/no-empty-load": "error",
      "office-addins/no-navigational-load": "error",
      "office-addins/no-office-initialize": "error",
      "max-lines": ["error", { max: 350 }],
      "max-lines-per-function": ["error", { max: 60, skipComments: true }],
      "max-params": ["error", { max: 3 }],
      "max-depth": ["error", 3],
      complexity: ["error", 12],
      "no-console": "error",
      "no-empty": ["error", { allowEmptyCatch: false }],
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
    },
  },
  { files: ["test/**"], rules: { "max-lines-per-function": "off", "no-console": "off", "@typescript-eslint/no-non-null-assertion": "off" } },
  { files: dictatedSignatures, rules: { "max-params": "off" } },
);
