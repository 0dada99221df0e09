/**
 * Name of the account that Excel is signed in with, or `null` where Excel does not tell: Microsoft then takes the account
 * in use, or asks the person.
 * @see https://learn.microsoft.com/javascript/api/office/office.auth#office-office-auth-getauthcontext-member(1)
 */
export async function accountHint(): Promise<string | null> {
  try {
    return (await Office.auth.getAuthContext()).userPrincipalName;
  } catch {
    return null;
  }
}
