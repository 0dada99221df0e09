import { AccordionHeader, AccordionItem, AccordionPanel, Link, makeStyles, Text, tokens } from "@fluentui/react-components";

const useStyles = makeStyles({
  steps: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
    margin: `0 0 ${tokens.spacingVerticalS}`,
    paddingLeft: tokens.spacingHorizontalXL,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

/** Where keys are made. Source: https://docs.stripe.com/keys/restricted-api-keys */
const keysPage = "https://dashboard.stripe.com/apikeys";

/** How to make a key that can read and nothing else. */
export function RestrictedKeyHelp() {
  const styles = useStyles();
  return (
    <AccordionItem value="restricted-key">
      <AccordionHeader size="small">How to make a restricted key</AccordionHeader>
      <AccordionPanel>
        <ol className={styles.steps}>
          <li>
            Open{" "}
            <Link inline href={keysPage} target="_blank" rel="noopener noreferrer">
              API keys
            </Link>{" "}
            in Stripe and choose Create restricted key.
          </li>
          <li>Set Read for what you want in Excel, such as Charges, Customers and Invoices. Leave the rest at None.</li>
          <li>Create the key, copy it once, and paste it above.</li>
        </ol>
        <Text size={200}>Whoever has the key can do only what it allows, and you can revoke it at any time.</Text>
      </AccordionPanel>
    </AccordionItem>
  );
}
