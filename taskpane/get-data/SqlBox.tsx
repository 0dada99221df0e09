import { Field, makeStyles, Textarea, tokens } from "@fluentui/react-components";

import { useGetData } from "./use-get-data";

const useStyles = makeStyles({
  text: {
    width: "100%",
    "& textarea": { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, minHeight: "148px" },
  },
});

const example = "SELECT status, count(*) AS n\nFROM charges\nGROUP BY status";

const hint =
  "SELECT only. Money is in minor units (1250 is 12.50); add _major to a column's name for major units, as in amount_major.";

/** A SELECT over Stripe's tables, for those who know what they want. */
export function SqlBox({ problem }: { readonly problem: string | undefined }) {
  const styles = useStyles();
  const { state, change } = useGetData();
  return (
    <Field label="SQL" hint={hint} {...(problem === undefined ? {} : { validationMessage: problem })}>
      <Textarea
        className={styles.text}
        resize="vertical"
        placeholder={example}
        spellCheck={false}
        value={state.sql}
        onChange={(_, { value }) => change({ sql: value })}
      />
    </Field>
  );
}
